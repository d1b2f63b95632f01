import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Whether a Docker engine answers and has an image. Without it the engine would have to pull it, which takes long or cannot be done. */
export async function hasImage(image: string): Promise<boolean> {
  try {
    await promisify(execFile)('docker', ['image', 'inspect', image], { timeout: 5_000 });
    return true;
  } catch {
    return false;
  }
}
