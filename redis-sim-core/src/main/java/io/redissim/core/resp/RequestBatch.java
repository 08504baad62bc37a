package io.redissim.core.resp;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.KeyHash;
import java.util.Arrays;

/**
 * The complete requests of one read, as offsets into the connection's bytes, and how many of them
 * have run. Arguments of all requests stand in three flat tables, one row an argument; a request is
 * a range of rows. Rows of a request that is not complete yet follow the last one.
 */
public final class RequestBatch {
  private static final int INITIAL_ROWS = 16;
  private static final int INITIAL_REQUESTS = 8;

  /** More than this is not kept from batch to batch. */
  private static final int KEPT_ROWS = 4096;

  private final Args args;

  byte[][] arrays = new byte[INITIAL_ROWS][];
  int[] offsets = new int[INITIAL_ROWS];
  int[] lengths = new int[INITIAL_ROWS];
  int rows;

  /** The first row of each request; one more entry than requests. */
  private int[] firstRows = new int[INITIAL_REQUESTS + 1];

  /** Where the bytes of each request begin; as many entries. */
  private int[] starts = new int[INITIAL_REQUESTS + 1];

  private int size;
  private int next;

  RequestBatch(KeyHash keyHash) {
    args = new Args(keyHash);
  }

  /** Complete requests, those that ran included. */
  public int size() {
    return size;
  }

  /** The index of the first request that has not run. */
  public int next() {
    return next;
  }

  public boolean hasNext() {
    return next < size;
  }

  /** Request {@code i} as a view, valid until the next call. */
  public Args request(int i) {
    int first = firstRows[i];
    args.point(arrays, offsets, lengths, first, firstRows[i + 1] - first);
    return args;
  }

  /** The next request has run or was refused. */
  public void done() {
    next++;
  }

  /** Bytes of the request that runs, as they came, without what was set aside as large. */
  public int bytes(int i) {
    return starts[i + 1] - starts[i];
  }

  void add(byte[] array, int offset, int length) {
    if (rows == offsets.length) {
      arrays = Arrays.copyOf(arrays, 2 * rows);
      offsets = Arrays.copyOf(offsets, 2 * rows);
      lengths = Arrays.copyOf(lengths, 2 * rows);
    }
    arrays[rows] = array;
    offsets[rows] = offset;
    lengths[rows] = length;
    rows++;
  }

  /** All rows added since the last call are a request, whose bytes end at {@code end}. */
  void completeRequest(int end) {
    size++;
    if (size == firstRows.length) {
      firstRows = Arrays.copyOf(firstRows, 2 * size);
      starts = Arrays.copyOf(starts, 2 * size);
    }
    firstRows[size] = rows;
    starts[size] = end;
  }

  /** No rows were added since the last request: the bytes up to {@code end} belong to nothing. */
  void skipTo(int end) {
    starts[size] = end;
  }

  /** The buffer grew: what pointed into the old one points at the same place in the new one. */
  void moveAll(byte[] oldBuffer, byte[] newBuffer) {
    for (int i = firstRows[next]; i < rows; i++) {
      if (arrays[i] == oldBuffer) {
        arrays[i] = newBuffer;
      }
    }
  }

  /** Rows of the request that is being parsed. */
  int openRows() {
    return rows - firstRows[size];
  }

  /** Where the first request that has not run begins in the buffer. */
  int start() {
    return starts[next];
  }

  /**
   * Forgets the requests that ran; those left keep their rows, for bytes that moved from {@code
   * oldBuffer} to {@code newBuffer}, down by {@code by}.
   */
  void move(byte[] oldBuffer, byte[] newBuffer, int by) {
    int dropped = firstRows[next];
    int left = rows - dropped;
    for (int i = 0; i < left; i++) {
      boolean moved = arrays[dropped + i] == oldBuffer;
      arrays[i] = moved ? newBuffer : arrays[dropped + i];
      offsets[i] = moved ? offsets[dropped + i] - by : offsets[dropped + i];
      lengths[i] = lengths[dropped + i];
    }
    for (int i = next; i <= size; i++) {
      firstRows[i - next] = firstRows[i] - dropped;
      starts[i - next] = starts[i] - by;
    }
    // Large arrays of requests that ran must not stay reachable from here.
    Arrays.fill(arrays, left, rows, Ascii.EMPTY);
    rows = left;
    size -= next;
    next = 0;
    if (left <= INITIAL_ROWS && offsets.length > KEPT_ROWS) {
      arrays = Arrays.copyOf(arrays, INITIAL_ROWS);
      offsets = Arrays.copyOf(offsets, INITIAL_ROWS);
      lengths = Arrays.copyOf(lengths, INITIAL_ROWS);
    }
    if (size < INITIAL_REQUESTS && firstRows.length > KEPT_ROWS) {
      firstRows = Arrays.copyOf(firstRows, INITIAL_REQUESTS + 1);
      starts = Arrays.copyOf(starts, INITIAL_REQUESTS + 1);
    }
  }
}
