package io.redissim.core.client;

/** The connection behind a client, as far as core needs it. Every method may be called anywhere. */
public interface ClientTransport {
  /** The peer as {@code ip:port}, {@code [ip6]:port} or {@code path:0}. */
  String remoteAddress();

  /** The own end in the same forms. */
  String localAddress();

  /** The file descriptor, or a number that is unique among the open connections. */
  int descriptor();

  /** Closes once what was written so far is sent. */
  void closeAfterReplies();

  /** Closes at once; what was not sent is lost. */
  void closeNow();

  /**
   * Appends whole messages to what goes to the peer, behind everything sent to it before. Called
   * behind the engine's door, by {@link Client#send} alone. Nobody changes the array afterwards, so
   * any number of clients may share it.
   */
  void send(byte[] messages);

  /** The client waited ({@link Client#waiting}) and may go on with its requests. */
  void resume();

  /** Bytes allocated for requests that are being read. */
  long queryBufferBytes();

  /** Whether somebody is at the other end, who may be idle or slow: not so for a local client. */
  boolean hasPeer();

  /** Bytes of replies that the peer has not taken yet. */
  long outputBufferBytes();

  /** The pieces that these bytes wait in. */
  int outputBuffers();
}
