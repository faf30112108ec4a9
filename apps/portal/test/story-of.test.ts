import { describe, expect, test } from 'vitest';
import { storyOf, type StoryFinding } from '../src/pages/case/story-of.ts';

const finding = (part: Partial<StoryFinding>): StoryFinding => ({ title: 'Write outside the window', reason: 'A wrote to B at 02:58.', nextSteps: ['Call the plant'], confidence: 90, ...part });

describe('the story of a case', () => {
  test('tells what happened, why and what next once each, though the summary holds them all', () => {
    const story = storyOf('A wrote to B at 02:58.\nNext:\n1. Call the plant', 'Write outside the window', [finding({})]);
    expect(story).toEqual({ happened: 'A wrote to B at 02:58.', reasons: [], steps: ['Call the plant'], confidence: 90 });
  });

  test('keeps the steps in the summary when no finding gives any', () => {
    expect(storyOf('It broke. Next: 1. Look', 'Title', []).happened).toBe('It broke. Next: 1. Look');
  });

  test('lets one finding of a kind speak for all of it, and every kind speak', () => {
    const findings = [finding({}), finding({ reason: 'A wrote to B at 02:59.' }), finding({ title: 'New device', reason: 'A is new.', confidence: 60, nextSteps: ['Find A'] })];
    const story = storyOf('Something about A.', 'Title', findings);
    expect(story.reasons).toEqual(['A wrote to B at 02:58.', 'A is new.']);
    expect(story.steps).toEqual(['Call the plant', 'Find A']);
  });

  test('falls back to the title', () => {
    expect(storyOf(' ', 'Title', []).happened).toBe('Title');
  });
});
