//! Where the preview is reached: this machine by both of its addresses, and no caller may take its time.

use std::future::poll_fn;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::serve::Listener;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep};

/// A request has to be there in full, and each part of an answer to be taken, within so long. Longer than a question for news waits.
const PATIENCE: Duration = Duration::from_secs(30);

/// The doors, not yet served at.
#[derive(Debug)]
pub(crate) struct Doors {
    four: TcpListener,
    /// None where the machine has no such address.
    six: Option<TcpListener>,
}

impl Doors {
    /// Opens both at a port; at a free one if it is 0. Where somebody else listens at one of them, browsers that ask for
    /// `localhost` might go there, so the port is taken.
    pub(crate) fn at(port: u16) -> io::Result<Self> {
        let four = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let six = match TcpListener::bind((Ipv6Addr::LOCALHOST, four.local_addr()?.port())) {
            Ok(six) => Some(six),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => return Err(error),
            Err(_) => None,
        };
        Ok(Self { four, six })
    }

    pub(crate) fn address(&self) -> io::Result<SocketAddr> {
        self.four.local_addr()
    }

    /// Begins to listen, within a runtime.
    pub(super) fn open(self) -> io::Result<Open> {
        let open = |door: TcpListener| {
            door.set_nonblocking(true)?;
            tokio::net::TcpListener::from_std(door)
        };
        Ok(Open { four: open(self.four)?, six: self.six.map(open).transpose()? })
    }
}

/// The doors while they are served at.
#[derive(Debug)]
pub(super) struct Open {
    four: tokio::net::TcpListener,
    six: Option<tokio::net::TcpListener>,
}

impl Open {
    fn poll_accept(&self, context: &mut Context<'_>) -> Poll<io::Result<(TcpStream, SocketAddr)>> {
        match (self.four.poll_accept(context), &self.six) {
            (Poll::Ready(come), _) => Poll::Ready(come),
            (Poll::Pending, Some(six)) => six.poll_accept(context),
            (Poll::Pending, None) => Poll::Pending,
        }
    }
}

impl Listener for Open {
    type Io = Impatient;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Impatient, SocketAddr) {
        loop {
            match poll_fn(|context| self.poll_accept(context)).await {
                Ok((stream, address)) => return (Impatient { stream, end: Box::pin(sleep(PATIENCE)) }, address),
                // Too many are open: some of them will be closed.
                Err(_) => sleep(Duration::from_millis(100)).await,
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.four.local_addr()
    }
}

/// A connection that ends when the other side lets it wait. Every part of an answer that is taken gives time anew; parts of a request
/// do not, so nobody holds it open with a letter now and then.
#[derive(Debug)]
pub(super) struct Impatient {
    stream: TcpStream,
    end: Pin<Box<Sleep>>,
}

impl Impatient {
    fn check(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        if self.end.as_mut().poll(context).is_ready() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(()) }
    }
}

impl AsyncRead for Impatient {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.check(context)?;
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Impatient {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.check(context)?;
        let written = ready!(Pin::new(&mut self.stream).poll_write(context, bytes));
        self.end.as_mut().reset(Instant::now() + PATIENCE);
        Poll::Ready(written)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
