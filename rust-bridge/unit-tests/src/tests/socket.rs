//! The socket by which Python is woken, with the test in Python's place.

use std::io::{ErrorKind, Read};

#[cfg(windows)]
use std::net::{TcpListener, TcpStream as Socket};
#[cfg(unix)]
use std::os::fd::IntoRawFd;
#[cfg(unix)]
use std::os::unix::net::UnixStream as Socket;
#[cfg(windows)]
use std::os::windows::io::IntoRawSocket;

use crate::wake::Waker;

/// Python's end.
pub struct Woken(Socket);

impl Woken {
    /// Both ends.
    pub fn pair() -> (Self, Waker) {
        let (read, written) = sockets();
        read.set_nonblocking(true).unwrap();
        #[cfg(unix)]
        let raw = written.into_raw_fd();
        #[cfg(windows)]
        let raw = written.into_raw_socket();
        // SAFETY: the socket is open, and has just been given up.
        let waker = unsafe { Waker::from_raw(raw) }.unwrap();
        (Self(read), waker)
    }

    /// How often Python has been woken since the last time.
    pub fn times(&mut self) -> usize {
        let mut bytes = Vec::new();
        let stopped = self.0.read_to_end(&mut bytes).map_err(|error| error.kind());
        assert_eq!(stopped, Err(ErrorKind::WouldBlock), "the socket is closed");
        bytes.len()
    }

    /// Whether Python has been told that nothing more will come.
    pub fn is_closed(&mut self) -> bool {
        self.0.read_to_end(&mut Vec::new()).is_ok()
    }
}

#[cfg(unix)]
fn sockets() -> (Socket, Socket) {
    Socket::pair().unwrap()
}

#[cfg(windows)]
fn sockets() -> (Socket, Socket) {
    let listening = TcpListener::bind("127.0.0.1:0").unwrap();
    let written = Socket::connect(listening.local_addr().unwrap()).unwrap();
    (listening.accept().unwrap().0, written)
}
