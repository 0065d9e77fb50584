//! A web server like that of an office: plain files, somewhere below the root, and nothing clever.

use std::fs;
use std::io::{BufRead, BufReader, Result, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;

/// Where the page is put.
const FOLDER: &str = "/xxgk/nianbao/";

/// A server that gives the page and remembers what it was asked for.
pub struct Server {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Serves the page with this `Content-Type` until the tests end.
    pub fn start(content_type: &'static str) -> Self {
        let page = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("dist/site/index.html"));
        let page: Arc<[u8]> = page.expect("the page is built: `make dist`").into();
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let port = listener.local_addr().expect("its address").port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = asked.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (page, log) = (page.clone(), log.clone());
                // A browser that goes away in the middle is no fault of the server.
                thread::spawn(move || answer(stream, &page, content_type, &log).ok());
            }
        });
        Self { port, asked }
    }

    /// The page's address.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}{FOLDER}", self.port)
    }

    /// The address of something else on this server.
    pub fn elsewhere(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}/{path}", self.port)
    }

    /// What it was asked for, in order.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("no thread died with it").clone()
    }

    /// What the page itself asks for when it opens.
    pub fn only_the_page() -> Vec<String> {
        vec![format!("GET {FOLDER} HTTP/1.1")]
    }
}

fn answer(mut stream: TcpStream, page: &[u8], content_type: &str, log: &Mutex<Vec<String>>) -> Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let request = request.trim();
    if request.is_empty() {
        // A connection opened in advance and not used.
        return Ok(());
    }
    log.lock().expect("no thread died with it").push(request.to_owned());
    let mut line = String::new();
    while reader.read_line(&mut line)? > 2 {
        line.clear();
    }
    let found = request.split(' ').nth(1) == Some(FOLDER);
    let (status, body) = if found { ("200 OK", page) } else { ("404 Not Found", &[][..]) };
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    stream.write_all(body)
}
