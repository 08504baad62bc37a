package io.redissim.core.command;

/** The commands of one theme: declared and handled in one file. */
public interface CommandFamily {
  void declare(CommandTable.Builder table);
}
