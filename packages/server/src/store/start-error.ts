/** Why the program cannot start, as one line for its operator. Nothing was changed. */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StartError";
  }
}

/** Why a folder or a file in it cannot be used, by the codes of the operating system and of SQLite. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: "this user may not use it",
  EDQUOT: "the disk quota is used up",
  EEXIST: "there is a file in its place",
  EIO: "the disk could not be read or written",
  EISDIR: "there is a folder in place of a file",
  ELOOP: "its links lead in a circle",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "its name is too long",
  ENFILE: "too many files are open",
  ENOENT: "it cannot be made there",
  ENOSPC: "the disk is full",
  ENOTDIR: "there is a file where a folder should be",
  EPERM: "this user may not use it",
  EROFS: "the disk can only be read",
  SQLITE_BUSY: "its database is in use by another program",
  SQLITE_CANTOPEN: "its database cannot be opened",
  SQLITE_CORRUPT: "its database is damaged",
  SQLITE_FULL: "the disk is full",
  SQLITE_IOERR: "the disk could not be read or written",
  SQLITE_NOTADB: "its database is damaged",
  SQLITE_PERM: "this user may not use it",
  SQLITE_READONLY: "this user may not write to it",
};

/** The line for a folder that cannot be used; a start error says its own already. */
export function folderError(folder: string, error: unknown): StartError {
  if (error instanceof StartError) return error;
  return lineFor(folder, reasonOf(error) ?? firstLine(error), error);
}

/** The line for a folder where the error or one of its causes is of its disk; otherwise the error itself. */
export function withReason(folder: string, error: unknown): Error {
  const reason = error instanceof StartError ? undefined : reasonOf(error);
  if (reason !== undefined) return lineFor(folder, reason, error);
  return error instanceof Error ? error : new Error(String(error));
}

function lineFor(folder: string, reason: string, cause: unknown): StartError {
  return new StartError(`Cannot use the data folder ${folder}: ${reason}.`, { cause });
}

function reasonOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = "code" in error ? String(error.code) : "";
  // SQLite adds to a code what exactly it was doing: SQLITE_IOERR_WRITE.
  return reasons[code] ?? reasons[code.split("_", 2).join("_")] ?? reasonOf(error.cause);
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
}
