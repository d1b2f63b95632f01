import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPeers } from './peers.ts';
import { SettingsError } from './read-settings.ts';

const PEERS = { catalog: [{ host: 'catalog', port: 4000 }] };

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sugang-peers-'));
  file = join(folder, 'peers');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the peers', () => {
  it('are those of PEERS where no file is named', () => {
    expect(readPeers({ PEERS, PEERS_FILE: undefined })).toBe(PEERS);
  });

  it('are those of the file as it is now', () => {
    writeFileSync(file, 'billing=127.0.0.1:4100\n');
    expect(readPeers({ PEERS, PEERS_FILE: file })).toEqual({ billing: [{ host: '127.0.0.1', port: 4100 }] });
    writeFileSync(file, 'billing=127.0.0.1:4100,127.0.0.1:4200\n');
    expect(readPeers({ PEERS, PEERS_FILE: file }).billing).toHaveLength(2);
  });

  it('are refused with the name of the setting and of the file', () => {
    const missing = () => readPeers({ PEERS, PEERS_FILE: file });
    expect(missing).toThrow(SettingsError);
    expect(missing).toThrow('Setting PEERS_FILE names a file that cannot be read');
    writeFileSync(file, 'billing=here');
    expect(missing).toThrow(`Setting PEERS_FILE is wrong: in ${file}, "here" of billing must be host:port.`);
  });
});
