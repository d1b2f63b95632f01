export { Faults } from './faults.ts';
