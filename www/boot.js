// Starts the wasm: in the page from the text that stands beside this script, in a worker from the compiled module that
// the page posts first. Written for browsers of 2018.
(function () {
  "use strict";
  if (typeof document === "undefined") {
    self.onmessage = function (event) {
      self.onmessage = null;
      wasm_bindgen.initSync({ module: event.data });
    };
    return;
  }
  // See pack/text.rs for the codes.
  function decode(text) {
    var at = 0;
    function next() {
      var code = text.charCodeAt(at++);
      return code === 96 || code === 126 ? (code << 8) | text.charCodeAt(at++) : code;
    }
    var table = new Uint8Array(1 << 15);
    for (var byte = 0; byte < 256; byte++) table[next()] = byte;
    var bytes = new Uint8Array(text.length);
    var length = 0;
    while (at < text.length) bytes[length++] = table[next()];
    return bytes.subarray(0, length);
  }
  var element = document.getElementById("app-wasm");
  var bytes = decode(element.textContent);
  element.textContent = "";
  wasm_bindgen({ module_or_path: bytes }).catch(function (error) {
    document.getElementById("too-old").hidden = false;
    throw error;
  });
})();
