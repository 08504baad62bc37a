package io.redissim.core.engine;

import java.util.concurrent.locks.ReentrantLock;

/**
 * One thread at a time touches the store. Taken once per batch, so it is nearly always free; a
 * thread that finds it taken spins for a moment before it sleeps, because batches are short.
 */
public final class Door {
  private static final int SPINS = 200;

  private final ReentrantLock lock = new ReentrantLock();

  /** Enters, waiting for whoever is inside. Not reentrant. */
  public void enter() {
    if (lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("this thread is inside already");
    }
    for (int i = 0; i < SPINS; i++) {
      if (lock.tryLock()) {
        return;
      }
      Thread.onSpinWait();
    }
    lock.lock();
  }

  public void leave() {
    lock.unlock();
  }

  /** Lets others in, if any wait, between two groups of a long batch. */
  public void stepAside() {
    if (lock.hasQueuedThreads()) {
      int waiting = lock.getQueueLength();
      lock.unlock();
      // Whoever was woken gets a moment to take the lock, which is not handed over.
      for (int i = 0; i < SPINS * 10 && lock.getQueueLength() >= waiting; i++) {
        Thread.onSpinWait();
      }
      enter();
    }
  }

  public boolean heldByMe() {
    return lock.isHeldByCurrentThread();
  }
}
