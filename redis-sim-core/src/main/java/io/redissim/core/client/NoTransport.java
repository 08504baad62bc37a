package io.redissim.core.client;

/** What a client without a socket can tell of its connection. */
public class NoTransport implements ClientTransport {
  @Override
  public String remoteAddress() {
    return "local:0";
  }

  @Override
  public String localAddress() {
    return "local:0";
  }

  @Override
  public int descriptor() {
    return -1;
  }

  @Override
  public void closeAfterReplies() {}

  @Override
  public void closeNow() {}

  @Override
  public void send(byte[] messages) {}

  @Override
  public void resume() {}

  @Override
  public boolean hasPeer() {
    return false;
  }

  @Override
  public long queryBufferBytes() {
    return 0;
  }

  @Override
  public long outputBufferBytes() {
    return 0;
  }

  @Override
  public int outputBuffers() {
    return 0;
  }
}
