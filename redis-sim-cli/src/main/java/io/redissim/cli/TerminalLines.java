package io.redissim.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.EndOfFileException;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/**
 * The prompt at a terminal: line editing, history in redis-cli's file, completion and hints. The
 * only place that knows JLine, loaded only when somebody sits there. The line is cut into words by
 * redis-cli's rules once it is complete, so JLine sees it as one word.
 */
final class TerminalLines implements LineSource, AutoCloseable {
  private static final int HISTORY_LINES = 1000;

  private final Session session;
  private final Terminal terminal;
  private final Reader reader;
  private final KeptHistory history = new KeptHistory();
  private final @Nullable Path historyFile;
  private boolean hints = true;

  TerminalLines(Session session) throws IOException {
    this.session = session;
    terminal = openTerminal();
    terminal.handle(Terminal.Signal.INT, signal -> interrupt());
    reader = new Reader(terminal);
    reader.setHistory(history);
    historyFile = Repl.dotFile(session.host(), "REDISCLI_HISTFILE", ".rediscli_history");
    loadHistory();
  }

  private static Terminal openTerminal() throws IOException {
    return TerminalBuilder.builder()
        .name(Main.PROGRAM)
        .system(true)
        .provider(TerminalBuilder.PROP_PROVIDER_EXEC)
        .encoding(StandardCharsets.UTF_8)
        .nativeSignals(true)
        .build();
  }

  static @Nullable String askPassword(String prompt) throws IOException {
    try (Terminal terminal = openTerminal()) {
      LineReaderImpl reader = new LineReaderImpl(terminal, Main.PROGRAM, Map.of());
      return bytes(reader.readLine(prompt, '*'));
    } catch (UserInterruptException | EndOfFileException e) {
      return null;
    }
  }

  @Override
  public @Nullable String readLine(String prompt) {
    try {
      return bytes(reader.readLine(prompt));
    } catch (UserInterruptException | EndOfFileException e) {
      return null;
    }
  }

  /** A character of the terminal becomes its UTF-8 bytes, one per character. */
  private static String bytes(String typed) {
    return new String(typed.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static String characters(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  @Override
  public void clearScreen() {
    reader.clearScreen();
  }

  @Override
  public void showHints(boolean shown) {
    hints = shown;
  }

  /** Ctrl-C while no line is being read: ends a stream of messages, else the program. */
  private void interrupt() {
    if (!session.abortStream()) {
      System.exit(1);
    }
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }

  // --- history ----------------------------------------------------------------------------------

  private void loadHistory() throws IOException {
    if (historyFile != null && Files.isReadable(historyFile)) {
      for (String line : Files.readAllLines(historyFile, StandardCharsets.ISO_8859_1)) {
        history.keep(characters(line));
      }
    }
  }

  @Override
  public void remember(String line) {
    history.keep(characters(line));
    if (historyFile == null) {
      return;
    }
    StringBuilder text = new StringBuilder();
    int skip = Math.max(0, history.size() - HISTORY_LINES);
    for (History.Entry entry : history) {
      if (--skip < 0) {
        text.append(entry.line()).append('\n');
      }
    }
    try {
      createPrivately(historyFile);
      try (OutputStream out = Files.newOutputStream(historyFile)) {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      session.host().err().print("Cannot write " + historyFile + ": " + e.getMessage() + "\n");
    }
  }

  /** Commands hold data, so the file is nobody else's to read. */
  private static void createPrivately(Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
  }

  /** Holds what it is told to, not each line that JLine has read. */
  private static final class KeptHistory extends DefaultHistory {
    @Override
    public void add(Instant time, String line) {
      // Only keep() adds: a line with a password is not to be kept.
    }

    void keep(String line) {
      if (isEmpty() || !get(last()).equals(line)) {
        internalAdd(Instant.now(), line);
      }
      resetIndex();
    }
  }

  // --- JLine ------------------------------------------------------------------------------------

  /** Shows the hint behind what has been typed. */
  private final class Reader extends LineReaderImpl {
    private static final String NEXT_COMPLETION = "next-completion";

    private boolean editing;
    private List<String> completions = List.of();
    private int completion;

    Reader(Terminal terminal) throws IOException {
      super(terminal, Main.PROGRAM, Map.of());
      setParser(new WholeLineParser());
      option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
      getWidgets().put(NEXT_COMPLETION, this::nextCompletion);
      bindKeys();
    }

    /** The arrows also as terminals send them that ignore the application mode. */
    private void bindKeys() {
      KeyMap<Binding> keys = Objects.requireNonNull(getKeyMaps().get(LineReader.EMACS));
      keys.bind(new Reference(NEXT_COMPLETION), "\t");
      keys.bind(new Reference(LineReader.UP_LINE_OR_HISTORY), "\033[A");
      keys.bind(new Reference(LineReader.DOWN_LINE_OR_HISTORY), "\033[B");
      keys.bind(new Reference(LineReader.FORWARD_CHAR), "\033[C");
      keys.bind(new Reference(LineReader.BACKWARD_CHAR), "\033[D");
      keys.bind(new Reference(LineReader.END_OF_LINE), "\033[F");
      keys.bind(new Reference(LineReader.BEGINNING_OF_LINE), "\033[H");
    }

    /** Puts one completion after the other into the line, at last what was typed. */
    private boolean nextCompletion() {
      String line = getBuffer().toString();
      if (completions.isEmpty() || !line.equals(completions.get(completion))) {
        completions = new ArrayList<>();
        for (String found : session.help().completions(bytes(line))) {
          completions.add(characters(found));
        }
        completions.add(line);
        completion = -1;
      }
      completion = (completion + 1) % completions.size();
      getBuffer().clear();
      getBuffer().write(completions.get(completion));
      return completion + 1 < completions.size() || beep();
    }

    @Override
    public String readLine(String prompt) {
      editing = true;
      return super.readLine(prompt);
    }

    @Override
    protected void cleanup() {
      editing = false;
      super.cleanup();
    }

    @Override
    public AttributedString getDisplayedBufferWithPrompts(List<AttributedString> prompts) {
      AttributedString typed = super.getDisplayedBufferWithPrompts(prompts);
      String line = getBuffer().toString();
      String hint = editing && hints && !line.isBlank() ? session.help().hint(bytes(line)) : "";
      int room = getTerminal().getWidth() - typed.columnLength() - 1;
      if (hint.isEmpty() || room <= 0) {
        return typed;
      }
      return new AttributedStringBuilder()
          .append(typed)
          .styled(AttributedStyle.DEFAULT.foreground(AttributedStyle.BRIGHT), shortened(hint, room))
          .toAttributedString();
    }
  }

  private static String shortened(String hint, int room) {
    return hint.length() <= room ? hint : hint.substring(0, room);
  }

  /** No quotes that must be closed, no words: {@link Quoting} knows better. */
  private static final class WholeLineParser implements Parser {
    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
      return new WholeLine(line, cursor);
    }
  }

  private record WholeLine(String line, int cursor) implements ParsedLine {
    @Override
    public String word() {
      return line;
    }

    @Override
    public int wordCursor() {
      return cursor;
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return new ArrayList<>(List.of(line));
    }
  }
}
