package io.redissim.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Fails a test class during which an error was logged: a buffer that Netty's leak detector found
 * unreleased, or an internal error of ours. Registered for every test of the module.
 */
public final class NothingLeaks implements BeforeAllCallback, AfterAllCallback {
  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(NothingLeaks.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    Recorder recorder = new Recorder();
    recorder.start();
    root().addAppender(recorder);
    context.getStore(OURS).put("recorder", recorder);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    // An unreleased buffer is reported when a later one is allocated after it was collected.
    System.gc();
    for (int i = 0; i < 100; i++) {
      io.netty.buffer.PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
    }
    Recorder recorder = context.getStore(OURS).get("recorder", Recorder.class);
    root().detachAppender(recorder);
    if (!recorder.errors.isEmpty()) {
      throw new AssertionError("errors were logged: " + recorder.errors);
    }
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private static final class Recorder extends AppenderBase<ILoggingEvent> {
    private final List<String> errors = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
        errors.add(event.getLoggerName() + ": " + event.getFormattedMessage());
      }
    }
  }
}
