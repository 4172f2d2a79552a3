package dev.cenote.benchmarks;

import java.util.List;

/** What is measured, and where. */
record Run(Preset preset, CaseFile cases, List<Entrant> entrants, Effort effort, Provenance provenance) {}
