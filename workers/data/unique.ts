/** Whether D1 refused a row because another one holds its unique value. */
export function isUniqueViolation(error: unknown): boolean {
  const text = `${String(error)} ${String((error as { cause?: unknown }).cause ?? "")}`;
  return text.includes("UNIQUE constraint failed");
}
