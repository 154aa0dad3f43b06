/** How a printing house opens its package; the only file in it that anybody can read. */
export const PRINT_README = `印刷会社の方へ / For the printing house

このファイルの中身は age (https://age-encryption.org) で暗号化されています。合言葉は別の方法で受け取ってください。
Everything here is encrypted with age. The passphrase comes to you by another way.

  age -d -i key.age -o codes.csv codes.csv.age
  age -d -i key.age -o sheets.pdf sheets/….pdf.age

key.age         合言葉で開く鍵 / the key, locked with the passphrase
codes.csv.age   番号とQRの内容 (UTF-8) / numbers and what the QR codes say
sheets/         台紙、1ファイル50枚まで / coupon sheets, up to 50 in a file

券は、窓口で渡されるまで使えません。印刷が終わったら、元のファイルを消してください。
A coupon can't be spent before it is handed over at the desk. Delete the decrypted files once they are printed.
`;
