/** A difference between our failures and the type checker's errors that was examined. */
export interface AcceptedDifference {
  /** The beginning of a location: `package/file.py:50`, or a file. */
  readonly at: string;
  /** A part of the text. */
  readonly text: string;
  /** Which of the two is right, and why. */
  readonly reason: string;
}

export const acceptedDifferences: readonly AcceptedDifference[] = [
  {
    at: 'typer/_completion_classes.py',
    text: 'Object of type "object" is not callable',
    reason: 'no break: click.parser gives the old name by __getattr__, which is annotated as object; the call works',
  },
  {
    at: 'flask/app.py:1747',
    text: 'No overloads for "update"',
    reason: 'no break: the type of the headers that are passed; Headers.update takes them',
  },
  {
    at: 'market_data_pipeline/cli/main.py',
    text: '"load_config" is unknown import symbol',
    reason: 'except Exception guards the import; the name is reported where it is required (jobs/runner.py)',
  },
  {
    at: 'requests/adapters.py',
    text: 'for class "BaseHTTPConnection"',
    reason: 'no break: the annotation names a protocol; the objects are HTTPConnection, which has these methods',
  },
  {
    at: 'requests/adapters.py:455',
    text: 'proxy_pool',
    reason: 'no break: behind hasattr',
  },
  {
    at: 'requests/adapters.py:479',
    text: 'buffering',
    reason: 'no break: except TypeError calls it without',
  },
];
