package io.redissim.core.io;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Links to peers in memory, which fail on demand. A peer is what it answers to bytes that it gets;
 * when everything it said has been read, it is silent: a read then takes too long.
 */
public final class FakeLinks implements Links {
  private final Map<String, UnaryOperator<byte[]>> peers = new HashMap<>();
  private final List<FakeLink> opened = new ArrayList<>();
  private LinkException.Reason refusal = LinkException.Reason.BROKEN;
  private int pieceBytes = Integer.MAX_VALUE;

  /** Somebody listens at this address. */
  public void listen(String host, int port, UnaryOperator<byte[]> peer) {
    peers.put(host + ' ' + port, peer);
  }

  /** Nobody does any more. Links that are open stay so. */
  public void refuse(String host, int port) {
    peers.remove(host + ' ' + port);
  }

  /** Why a link to where nobody listens is not opened. */
  public void refuseAs(LinkException.Reason reason) {
    refusal = reason;
  }

  /** Each read brings at most so much. */
  public void pieces(int bytes) {
    pieceBytes = bytes;
  }

  /** Every link so far, the open and the closed. */
  public List<FakeLink> opened() {
    return opened;
  }

  /** The one that was opened last. */
  public FakeLink last() {
    return opened.get(opened.size() - 1);
  }

  public long open() {
    return opened.stream().filter(link -> !link.closed).count();
  }

  @Override
  public Link open(String host, int port, long timeoutMillis) throws LinkException {
    UnaryOperator<byte[]> peer = peers.get(host + ' ' + port);
    if (peer == null) {
      throw new LinkException(refusal, "nobody listens there");
    }
    FakeLink link = new FakeLink(peer);
    opened.add(link);
    return link;
  }

  /** One link and what happens to it. */
  public final class FakeLink implements Link {
    private final UnaryOperator<byte[]> peer;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private byte[] unread = {};
    private long lastTimeoutMillis;
    private long writable = Long.MAX_VALUE;
    private boolean writesTimeOut;
    private long readable = Long.MAX_VALUE;
    private boolean closed;

    private FakeLink(UnaryOperator<byte[]> peer) {
      this.peer = peer;
    }

    /** The peer has closed its end: what is written gets lost, and a read finds the end. */
    public void cut() {
      readable = 0;
    }

    /** The peer closes once so much more was read. */
    public void cutAfterReading(int bytes) {
      readable = bytes;
    }

    /** A write beyond so many bytes more fails. */
    public void breakAfterWriting(int bytes) {
      writable = Math.min(writable, bytes);
    }

    /** A write beyond so many bytes more is not taken in time. */
    public void stallAfterWriting(int bytes) {
      writable = Math.min(writable, bytes);
      writesTimeOut = true;
    }

    /** All that was written, as Latin-1 text; then forgotten. */
    public String sent() {
      String text = sent.toString(StandardCharsets.ISO_8859_1);
      sent.reset();
      return text;
    }

    public long lastTimeoutMillis() {
      return lastTimeoutMillis;
    }

    public boolean closed() {
      return closed;
    }

    @Override
    public void write(byte[] array, int offset, int length, long timeoutMillis)
        throws LinkException {
      lastTimeoutMillis = timeoutMillis;
      if (closed || length > writable) {
        boolean late = writesTimeOut && !closed;
        throw new LinkException(
            late ? LinkException.Reason.TIMED_OUT : LinkException.Reason.BROKEN, "not taken");
      }
      writable -= length;
      sent.write(array, offset, length);
      if (readable > 0) {
        byte[] request = Arrays.copyOfRange(array, offset, offset + length);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(unread);
        all.writeBytes(peer.apply(request));
        unread = all.toByteArray();
      }
    }

    @Override
    public int read(byte[] array, int offset, int length, long timeoutMillis) throws LinkException {
      lastTimeoutMillis = timeoutMillis;
      if (closed || readable == 0) {
        throw new LinkException(LinkException.Reason.BROKEN, "the peer has closed");
      }
      if (unread.length == 0) {
        throw new LinkException(LinkException.Reason.TIMED_OUT, "silence");
      }
      int count = Math.min(Math.min(length, pieceBytes), unread.length);
      count = (int) Math.min(count, readable);
      readable -= readable == Long.MAX_VALUE ? 0 : count;
      System.arraycopy(unread, 0, array, offset, count);
      unread = Arrays.copyOfRange(unread, count, unread.length);
      return count;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
