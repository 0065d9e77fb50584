//! The browsers and the drivers that steer them.

use std::env;
use std::io::{BufRead as _, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde_json::json;
use thirtyfour::error::WebDriverResult;
use thirtyfour::{Capabilities, ChromiumLikeCapabilities, DesiredCapabilities, WebDriver};

/// How long anything may take: a busy machine is slow, a broken page never ends.
pub const DEADLINE: Duration = Duration::from_secs(30);

/// A browser to test in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Browser {
    Chromium,
    Firefox,
}

impl Browser {
    /// Starts the browser's driver on a port of its own choice: one chosen for it could be another's by the time it
    /// listens.
    pub fn start(self) -> Driver {
        let (variable, program) = match self {
            Browser::Chromium => ("CHROMEDRIVER", "chromedriver"),
            Browser::Firefox => ("GECKODRIVER", "geckodriver"),
        };
        let mut command = Command::new(env::var(variable).unwrap_or_else(|_| program.to_owned()));
        command.arg("--port=0");
        if self == Browser::Firefox {
            // Otherwise several of them would want the same second port.
            command.arg("--websocket-port=0");
        }
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut child = child.unwrap_or_else(|error| panic!("{program}: {error}; `make test` installs it"));
        let port = told_port(child.stdout.take().expect("it is piped"));
        Driver { browser: self, child, port }
    }

    fn capabilities(self) -> WebDriverResult<Capabilities> {
        match self {
            Browser::Chromium => {
                let mut chromium = DesiredCapabilities::chrome();
                for argument in [
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--no-first-run",
                    "--window-size=1440,900",
                ] {
                    chromium.add_arg(argument)?;
                }
                let mut capabilities = Capabilities::from(chromium);
                capabilities.set("goog:loggingPrefs", json!({ "browser": "ALL" }))?;
                Ok(capabilities)
            }
            Browser::Firefox => {
                let mut firefox = DesiredCapabilities::firefox();
                for argument in ["-headless", "--width=1440", "--height=900"] {
                    firefox.add_arg(argument)?;
                }
                Ok(firefox.into())
            }
        }
    }
}

/// A running driver; it ends with this.
pub struct Driver {
    pub browser: Browser,
    child: Child,
    port: u16,
}

impl Driver {
    /// Opens the browser.
    pub async fn open(&self) -> WebDriverResult<WebDriver> {
        let driver = WebDriver::new(format!("http://127.0.0.1:{}", self.port), self.browser.capabilities()?).await?;
        driver.set_script_timeout(DEADLINE).await?;
        Ok(driver)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The port on which a driver says that it listens: 「… on port 43095.」, 「… on 127.0.0.1:37257」. What else it says is read
/// and dropped, so that it never waits for a reader.
fn told_port(said: impl Read + Send + 'static) -> u16 {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(said).lines().map_while(Result::ok) {
            let line = line.trim_end_matches('.');
            let number = line.rsplit([' ', ':']).next().and_then(|word| word.parse().ok());
            if let Some(port) = number.filter(|port| *port > 0) {
                // Only the first is waited for.
                _ = tell.send(port);
            }
        }
    });
    told.recv_timeout(DEADLINE).expect("the driver listens")
}
