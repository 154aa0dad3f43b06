import { execFileSync } from "node:child_process";
import {
  closeSync,
  mkdirSync,
  openSync,
  rmSync,
  statfsSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";

/** Room for the largest run, with some to spare; the file behind it takes only what is really written. */
const DISK_MIB = 6_144;
/** Where the disk is memory, less: filling it takes what is missing from the machine. */
const MEMORY_MIB = 1_536;

/** A disk of a known size that can be filled. */
export interface SmallDisk {
  readonly folder: string;
  /** "ext4 on a loop device" or "tmpfs"; said in the report. */
  readonly kind: string;
  /** Takes every free byte; whether a write of another process then really fails (ENOSPC). */
  fill(): boolean;
  free(): void;
  unmount(): void;
}

/**
 * Mounts a small file system under `folder`: ext4 on a loop device where that works, so that fsync means something, else
 * tmpfs. Null with the reason where the machine allows neither; then a full disk can't be tried here.
 */
export function mountSmallDisk(folder: string): SmallDisk | { readonly refused: string } {
  mkdirSync(folder, { recursive: true });
  const image = `${folder}.img`;
  const loop = attempt(() => {
    writeFileSync(image, "");
    truncateSync(image, DISK_MIB * 1_024 * 1_024);
    program("mkfs.ext4", ["-q", "-F", "-m", "0", image]);
    program("mount", ["-o", "loop", image, folder]);
  });
  if (loop === null) return disk(folder, "ext4 on a loop device", image);
  rmSync(image, { force: true });
  const memory = attempt(() =>
    program("mount", ["-t", "tmpfs", "-o", `size=${MEMORY_MIB}m`, "tmpfs", folder]),
  );
  if (memory === null) return disk(folder, "tmpfs", null);
  return { refused: `no small disk here (loop: ${loop}; tmpfs: ${memory})` };
}

function disk(folder: string, kind: string, image: string | null): SmallDisk {
  const filler = join(folder, "filler");
  return {
    folder,
    kind,
    fill: () => {
      const { bavail, bsize } = statfsSync(folder);
      // At once for nearly all of it, then byte by byte what others gave back meanwhile.
      attempt(() => program("fallocate", ["-l", String(Math.max(1, (bavail - 64) * bsize)), filler]));
      return fillUp(filler) && isFull(folder);
    },
    free: () => rmSync(filler, { force: true }),
    unmount: () => {
      // At the latest when the last process has let go of it.
      if (attempt(() => program("umount", [folder])) !== null)
        attempt(() => program("umount", ["-l", folder]));
      if (image !== null) rmSync(image, { force: true });
    },
  };
}

const BLOCK = Buffer.alloc(4_096, 1);

/** Appends until nothing more fits. */
function fillUp(path: string): boolean {
  const file = openSync(path, "a");
  try {
    for (;;) writeSync(file, BLOCK);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOSPC";
  } finally {
    closeSync(file);
  }
}

function isFull(folder: string): boolean {
  const probe = join(folder, "probe");
  try {
    writeFileSync(probe, BLOCK);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOSPC";
  } finally {
    rmSync(probe, { force: true });
  }
}

/** Null where it worked, else why not. */
function attempt(work: () => void): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return (error as Error).message.split("\n")[0] ?? "failed";
  }
}

function program(command: string, args: string[]): void {
  execFileSync(command, args, { stdio: ["ignore", "ignore", "pipe"], timeout: 60_000 });
}
