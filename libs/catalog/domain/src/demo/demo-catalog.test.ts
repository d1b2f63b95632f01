import { describe, expect, it } from '@jest/globals';
import type { SectionContent } from '../section.ts';
import { DEMO_COMPLETED_COURSE, demoSections, demoTerm } from './demo-catalog.ts';

const sections = demoSections();

const clash = (a: SectionContent, b: SectionContent): boolean =>
  a.meetings.some((m) => b.meetings.some((n) => m.day === n.day && m.start < n.end && n.start < m.end));

describe('the demo catalog', () => {
  it('has 500 sections of 40 subjects, each with an id of its own', () => {
    expect(sections).toHaveLength(500);
    expect(new Set(sections.map(({ id }) => id)).size).toBe(500);
    expect(new Set(sections.map(({ subject }) => subject)).size).toBe(40);
  });

  it('is the same each time', () => {
    expect(demoSections()).toEqual(sections);
  });

  it('is open to all years from 2000 to 2100', () => {
    expect(demoTerm.registration).toEqual([
      { opensAt: '2000-01-01T00:00:00.000Z', closesAt: '2100-01-01T00:00:00.000Z' },
    ]);
  });

  it('has sections with and without clashes for each of them', () => {
    for (const section of sections.filter(({ meetings }) => meetings.length > 0)) {
      const others = sections.filter(({ id }) => id !== section.id);
      expect(others.some((other) => clash(section, other))).toBe(true);
      expect(others.some((other) => !clash(section, other))).toBe(true);
    }
  });

  it('gives six courses to a student whatever the first five are, within 18 credits', () => {
    for (let start = 0; start < sections.length; start++) {
      const chosen: SectionContent[] = [];
      for (let step = 0; chosen.length < 6 && step < sections.length; step++) {
        const next = sections[(start + step) % sections.length]!;
        if (!chosen.some((one) => one.code === next.code || clash(one, next))) chosen.push(next);
      }
      expect(chosen).toHaveLength(6);
      expect(chosen.reduce((sum, { credits }) => sum + credits.min, 0)).toBeLessThanOrEqual(18);
    }
  });

  it('asks for no course but the one that every demo student has completed, and that exists', () => {
    const prerequisites = new Set(sections.flatMap((section) => section.prerequisites));
    expect([...prerequisites]).toEqual([DEMO_COMPLETED_COURSE]);
    expect(sections.some(({ code }) => code === DEMO_COMPLETED_COURSE)).toBe(true);
  });

  it('has ranges and choices of credits, several instructors and arranged sections among the rest', () => {
    expect(sections.filter(({ credits }) => credits.min === 3 && credits.max === 3).length).toBeGreaterThan(
      350,
    );
    expect(sections.some(({ credits }) => credits.max > credits.min && !credits.choices)).toBe(true);
    expect(sections.some(({ credits }) => credits.choices)).toBe(true);
    expect(sections.some(({ instructors }) => instructors.length > 1)).toBe(true);
    expect(sections.some(({ meetings }) => meetings.length === 0)).toBe(true);
    const capacities = sections.map(({ capacity }) => capacity);
    expect([Math.min(...capacities), Math.max(...capacities)]).toEqual([20, 120]);
  });
});
