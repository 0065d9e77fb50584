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
  // A byte is two letters: its low half from "A" on, then its high half from "a" on.
  function decode(text) {
    var bytes = new Uint8Array(text.length / 2);
    for (var i = 0; i < bytes.length; i++) {
      bytes[i] = (text.charCodeAt(2 * i) - 65) | ((text.charCodeAt(2 * i + 1) - 97) << 4);
    }
    return bytes;
  }
  var element = document.getElementById("app-wasm");
  var bytes = decode(element.textContent);
  element.textContent = "";
  wasm_bindgen({ module_or_path: bytes }).catch(function (error) {
    document.getElementById("too-old").hidden = false;
    throw error;
  });
})();
