/**
 * The letters of a username (ACC-1), for a regular expression with the flag `u`. Hindi or Thai cannot be written
 * without combining marks, but a mark has to stand on something; the half-width Japanese marks become such marks in the
 * form in which names are compared. What is never seen (DI) would make names that look alike.
 */
export const usernamePattern = "^(?![\\p{M}\\uFF9E\\uFF9F])(?:(?!\\p{DI})[\\p{L}\\p{M}\\p{N}_])+$";
