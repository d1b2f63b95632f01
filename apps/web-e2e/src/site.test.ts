import { describe } from '@jest/globals';
import { stage } from './stage.ts';
import { describeEveryPage } from './visits/every-page.ts';
import { describeFirstLoad } from './visits/first-load.ts';
import { describeKeyboard } from './visits/keyboard.ts';
import { describeRegistrarsDay } from './visits/registrars-day.ts';
import { describeModules } from './visits/modules.ts';
import { describeStudentsDay } from './visits/students-day.ts';
import { describeVariants } from './visits/variants.ts';
import { describeWhatHappened } from './visits/what-happened.ts';

describe('the site', () => {
  const both = stage();
  describeStudentsDay(both);
  describeRegistrarsDay(both);
  describeWhatHappened(both);
  describeModules(both);
  describeVariants(both);
  describeKeyboard(both);
  describeEveryPage(both);
  describeFirstLoad(both);
});
