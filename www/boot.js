// Starts the wasm: in the page from the text that stands beside this script, in a worker from what the page posts
// first: the compiled module, or that text. Written for browsers of 2018.
(function () {
  "use strict";
  // A byte is two letters: its low half from "A" on, then its high half from "a" on.
  function decode(text) {
    var bytes = new Uint8Array(text.length / 2);
    for (var i = 0; i < bytes.length; i++) {
      bytes[i] = (text.charCodeAt(2 * i) - 65) | ((text.charCodeAt(2 * i + 1) - 97) << 4);
    }
    return bytes;
  }
  if (typeof document === "undefined") {
    self.onmessage = function (event) {
      self.onmessage = null;
      wasm_bindgen.initSync({ module: typeof event.data === "string" ? decode(event.data) : event.data });
    };
    return;
  }
  var bytes = decode(document.getElementById("app-wasm").textContent);
  wasm_bindgen({ module_or_path: bytes }).catch(function (error) {
    document.getElementById("too-old").hidden = false;
    throw error;
  });
})();
