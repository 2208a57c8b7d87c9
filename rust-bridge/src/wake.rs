//! The sending end of a socket through which Python's event loop is woken.

use std::io::{self, Write};

#[cfg(unix)]
type Socket = std::os::unix::net::UnixStream;
#[cfg(windows)]
type Socket = std::net::TcpStream;

/// The number by which Python hands over a socket: a file descriptor, or a `SOCKET`.
#[cfg(unix)]
pub type RawSocket = std::os::fd::RawFd;
/// The number by which Python hands over a socket: a file descriptor, or a `SOCKET`.
#[cfg(windows)]
pub type RawSocket = std::os::windows::io::RawSocket;

/// Owns the socket: closing it tells the event loop that nothing more will come.
#[derive(Debug)]
pub struct Waker(Socket);

impl Waker {
    /// Takes over a socket that Python has detached.
    ///
    /// # Safety
    ///
    /// `socket` is open, is one end of a `socket.socketpair()`, and nothing else owns it.
    ///
    /// # Errors
    ///
    /// The system refuses to make it non-blocking.
    pub unsafe fn from_raw(socket: RawSocket) -> io::Result<Self> {
        #[cfg(unix)]
        use std::os::fd::FromRawFd;
        #[cfg(windows)]
        use std::os::windows::io::FromRawSocket;
        // SAFETY: the caller hands over an open socket that nothing else owns.
        #[cfg(unix)]
        let socket = unsafe { Socket::from_raw_fd(socket) };
        // SAFETY: as above.
        #[cfg(windows)]
        let socket = unsafe { Socket::from_raw_socket(socket) };
        socket.set_nonblocking(true)?;
        Ok(Self(socket))
    }

    /// Wakes the event loop; never blocks.
    pub fn wake(&self) {
        // A full buffer means that a wake-up is on its way; a closed one, that nobody listens.
        let _ = (&self.0).write(&[0]);
    }
}
