// Any browser understands this one: it only says that the others will not run.
if (typeof WebAssembly !== "object" || typeof TextDecoder !== "function" || typeof Promise !== "function") {
  document.getElementById("too-old").hidden = false;
}
