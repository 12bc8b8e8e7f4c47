/** The form in which phone numbers are kept, compared and searched: digits, with a plus sign for a country's code. */
export function phoneKey(phone: string): string {
  return phone.normalize("NFKC").replaceAll(/[\s().-]/g, "");
}
