// Serves a folder on this machine alone: node serve.js FOLDER PORT. Takes the next port where one is in use.
"use strict";
const fs = require("fs");
const http = require("http");
const path = require("path");

const [folder, port] = [path.resolve(process.argv[2]), Number(process.argv[3])];

const server = http.createServer((request, response) => {
  const name = path.basename(new URL(request.url, "http://localhost").pathname) || "index.html";
  fs.readFile(path.join(folder, name), (error, content) => {
    const type = name.endsWith(".html") ? "text/html" : "text/plain";
    response.writeHead(error ? 404 : 200, { "content-type": `${type}; charset=utf-8`, "cache-control": "no-cache" });
    response.end(error ? "404" : content);
  });
});
let tries = 20;
server.on("error", (error) => {
  if (error.code !== "EADDRINUSE" || --tries === 0) throw error;
  server.listen(port + 20 - tries, "127.0.0.1");
});
server.on("listening", () => {
  console.log(`\nThe page:  http://127.0.0.1:${server.address().port}/`);
  console.log(`One file:  ${path.resolve(folder, "../gouji.html")} (opens by double click)\n`);
});
server.listen(port, "127.0.0.1");
