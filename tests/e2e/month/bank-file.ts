import { strict as assert } from "node:assert";

/** A transfer as a bank's clerk reads it off the file. */
export interface BankTransfer {
  readonly bank: string;
  readonly branch: string;
  readonly account: string;
  readonly holder: string;
  readonly yen: number;
  /** Number of the file and of the line, as the passbook's owner may be told. */
  readonly reference: string;
}
export interface BankFile {
  readonly payer: string;
  readonly monthDay: string;
  readonly transfers: readonly BankTransfer[];
  readonly count: number;
  readonly totalYen: number;
}

const RECORD_BYTES = 120;

/**
 * Reads a 総合振込 file by the table of the 全銀協 standard and nothing of the product's: records of 120 bytes that end in
 * CR LF, half-width kana in single bytes of Shift_JIS.
 */
export function readBankFile(bytes: Uint8Array): BankFile {
  const step = RECORD_BYTES + 2;
  assert.equal(bytes.length % step, 0, `${bytes.length} bytes are no records of ${step}`);
  const shiftJis = new TextDecoder("shift_jis", { fatal: true });
  const records = Array.from({ length: bytes.length / step }, (_, at) => {
    const record = bytes.subarray(at * step, (at + 1) * step);
    assert.deepEqual([...record.subarray(RECORD_BYTES)], [13, 10], `record ${at + 1} ends in CR LF`);
    return record;
  });
  /** Position from 1 and length in bytes, as the standard writes them. */
  const field = (record: Uint8Array, from: number, length: number) =>
    shiftJis.decode(record.subarray(from - 1, from - 1 + length)).trimEnd();
  const [header, ...rest] = records as [Uint8Array, ...Uint8Array[]];
  const [end, trailer] = [rest.pop(), rest.pop()] as [Uint8Array, Uint8Array];
  assert.equal(field(header, 1, 4), "1210", "総合振込, in JIS");
  assert.equal(field(trailer, 1, 1), "8");
  assert.equal(field(end, 1, RECORD_BYTES), "9");
  const transfers = rest.map((record) => {
    assert.equal(field(record, 1, 1), "2");
    assert.match(field(record, 81, 10), /^\d{10}$/);
    return {
      bank: field(record, 2, 4),
      branch: field(record, 21, 3),
      account: field(record, 44, 7),
      holder: field(record, 51, 30),
      yen: Number(field(record, 81, 10)),
      reference: `${Number(field(record, 92, 10))}-${Number(field(record, 102, 10))}`,
    };
  });
  return {
    payer: field(header, 15, 40),
    monthDay: field(header, 55, 4),
    transfers,
    count: Number(field(trailer, 2, 6)),
    totalYen: Number(field(trailer, 8, 12)),
  };
}
