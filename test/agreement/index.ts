/** What scripts take from here. */
export { coverageTable } from './coverage';
export { linesOf, operatorNames, readOperator } from './operators';
export { judge, programOf } from './python-sample';
