/**
 * What a cell is called: its place, its number with all digits, and the rounded one where that is what
 * the cell shows. A screen reader tells the right number, and who speaks to the computer can say
 * what stands on the screen (WCAG 2.5.3, label in name).
 */
export function spokenCell(place: string, exact: string, shown: string): string {
  // Zeros at the end, as in 0.50, make no other number.
  if (exact === shown || Number(exact) === Number(shown)) return `${place} = ${shown}`;
  return `${place} = ${exact} ≈ ${shown}`;
}
