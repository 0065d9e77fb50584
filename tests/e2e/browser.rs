//! The browsers and the drivers that steer them.

use std::env;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
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
    /// Starts the browser's driver on a free port.
    pub fn start(self) -> Driver {
        let port = free_port();
        let (variable, program) = match self {
            Browser::Chromium => ("CHROMEDRIVER", "chromedriver"),
            Browser::Firefox => ("GECKODRIVER", "geckodriver"),
        };
        let mut command = Command::new(env::var(variable).unwrap_or_else(|_| program.to_owned()));
        command.arg(format!("--port={port}"));
        if self == Browser::Firefox {
            // Otherwise several of them would want the same second port.
            command.arg("--websocket-port=0");
        }
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let child = child.unwrap_or_else(|error| panic!("{program}: {error}; `make test` installs it"));
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
    /// Opens the browser, as soon as the driver listens.
    pub async fn open(&self) -> WebDriverResult<WebDriver> {
        let listens = async {
            while tokio::net::TcpStream::connect(("127.0.0.1", self.port)).await.is_err() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(DEADLINE, listens).await.expect("the driver listens");
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

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("its address").port()
}
