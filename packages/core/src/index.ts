// The public API of @flowlink/core.
export { type Adoption, planAdoption } from './adopting.ts';
export { plannedEvent, toEvent, verifiedEvent, versionEvent } from './apply/events.ts';
export type { ApplyProgress, RunOutcome } from './apply/progress.ts';
export {
  type Enrolment,
  openCredentials,
  planNewConnection,
  planRotation,
  type Writing,
} from './authoring.ts';
export { describeHolder } from './backend/failure.ts';
export type { Backend } from './backend/port.ts';
export type { Transport } from './backend/transport.ts';
export { undiciTransport } from './backend/undici-transport.ts';
export { type Clock, endableClock } from './clock.ts';
export { codeFrame, type FrameLine, SENSITIVE } from './diagnostics/code-frame.ts';
export { type Code, codes } from './diagnostics/codes.ts';
export {
  type Diagnostic,
  diagnostic,
  hasErrors,
  type Place,
  type Range,
  type Severity,
} from './diagnostics/diagnostic.ts';
export { documentationOf } from './diagnostics/documentation.ts';
export { diagnosticJson, locate } from './diagnostics/json.ts';
export type { SourceFile, Sources } from './diagnostics/source-file.ts';
export { nearest } from './diagnostics/suggest.ts';
export type { Adopted } from './drift/adopt.ts';
export {
  type Deed,
  type Drift,
  type DriftedConnection,
  type DriftedField,
  hasDrift,
} from './drift/drift.ts';
export { type ConnectionAnswers, nameFromUrl } from './edit/connection-draft.ts';
export { mendFiles } from './edit/mend.ts';
export type { ConnectionDetails } from './edit/new-connection.ts';
export { explainConnections } from './explaining.ts';
export { type ExportedProject, exportWorkspace } from './exporting.ts';
export {
  type FormattedFile,
  formatProject,
  notFormatted,
  type ShownFile,
  showFormatted,
} from './formatting.ts';
export { type Import, planImport } from './importing.ts';
export type { Variables } from './load/environment.ts';
export { ROOT_FILE } from './load/project.ts';
export type { FolderEntry, ProjectFiles, ReadFailure } from './load/project-files.ts';
export {
  type ApplyRequest,
  apply,
  drift,
  type Planned,
  type PlanRequest,
  plan,
  reopenPlan,
} from './pipeline.ts';
export { parsePlan, printPlan } from './plan/saved-plan.ts';
export type { ScopeAdvice, ScopeChoice } from './platforms/platform.ts';
export {
  answerProblems,
  connectionQuestions,
  type PlannedFile,
  type ProjectAnswers,
  type ProjectSetup,
  settleProject,
  setUpProject,
} from './project-setup.ts';
export { findRun, history, type LockReport, list, readLock, unlock } from './records.ts';
export type { ExplainedConnection, ExplainedField } from './resolve/explain-connection.ts';
export type { Origin, Removal, Statement } from './resolve/provenance.ts';
export { CI_FILES, CONNECTIONS_FOLDER, type ContinuousIntegration } from './scaffold/project-draft.ts';
export type { ProjectVariable } from './scaffold/project-variables.ts';
export { type SchemaPlaces, schemaLine, schemaSetting } from './scaffold/schema-association.ts';
export { type Login, signIn } from './signing-in.ts';
export {
  reviewPlannedScopes,
  reviewScopes,
  type ScopeReview,
  scopesForActions,
  workflowName,
} from './validate/scope-review.ts';
export { type Recorded, recordResults, type VerifyRequest, verify, verifyPlan } from './verification.ts';
export type { VerifyResult } from './verify/verify.ts';
export {
  nameWorkspace,
  type Ports,
  type Report,
  reviewProjectScopes,
  type ValidConfiguration,
  validate,
} from './workspace.ts';
