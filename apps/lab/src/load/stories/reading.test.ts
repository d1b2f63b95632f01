import { describe, expect, it } from '@jest/globals';
import { files } from './reading.ts';
import type { StoryAnswer, VirtualUser } from './story.ts';

const user: VirtualUser = {
  number: 0,
  student: { id: '', username: '', password: '', accessToken: '' },
  sections: [],
};

const page = `<link rel="icon" href="/icon.svg" /><link rel="stylesheet" crossorigin href="/assets/a.css" />
  <link rel="modulepreload" href="/assets/b.js" /><script type="module" crossorigin src="/assets/a.js"></script>
  <link rel="modulepreload" href="/assets/b.js" /><script src="//elsewhere.example/x.js"></script>
  <a href="https://elsewhere.example/y">`;

/** What the story asks for when these answers come one after the other. */
function asked(...answers: StoryAnswer[]): string[] {
  const story = files(user);
  const paths = [story.next(undefined).value.path];
  for (const answer of answers) paths.push(story.next(answer).value.path);
  return paths;
}

const html = { status: 200, body: page };
const file = { status: 200, body: '' };

describe("the story of the site's files", () => {
  it('is the page, what it names on its own server, each once, and then the page again', () => {
    expect(asked(html, file, file, file, file)).toEqual([
      '/',
      '/icon.svg',
      '/assets/a.css',
      '/assets/b.js',
      '/assets/a.js',
      '/',
    ]);
  });

  it('asks for the page again when it did not come', () => {
    expect(asked(undefined, { status: 503, body: '{}' })).toEqual(['/', '/', '/']);
  });
});
