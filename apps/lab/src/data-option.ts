import { InvalidArgumentError, Option } from 'commander';

/** `--data`, of all commands that start a system or look at one that runs. */
export const dataOption = () =>
  new Option('--data <folder>', 'where all data is kept').default('.sugang').argParser((folder) => {
    if (folder === '') throw new InvalidArgumentError('Name a folder.');
    return folder;
  });
