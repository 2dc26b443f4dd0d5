// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The fields of the three levels of an entry, enumerated once: comparing, joining and three-way merging are the same
// walk with another function. `f(name, field of each argument...)` is called for every field; languages, terms, ids and
// revision are not among them.

namespace termknit {

template <typename F, typename... Entry>
void for_each_concept_field(F&& f, Entry&... e) {
  f("subject", e.subject_fields...);
  f("definition", e.definitions...);
  f("source", e.source...);
  f("customer", e.customer_subsets...);
  f("project", e.project_subsets...);
  f("reference", e.cross_references...);
  f("external reference", e.external_references...);
  f("graphic", e.graphics...);
  f("note", e.notes...);
  f("transaction", e.transactions...);
  f("other", e.other...);
}

template <typename F, typename... Section>
void for_each_section_field(F&& f, Section&... s) {
  f("definition", s.definitions...);
  f("source", s.source...);
  f("external reference", s.external_references...);
  f("graphic", s.graphics...);
  f("note", s.notes...);
  f("transaction", s.transactions...);
  f("other", s.other...);
}

template <typename F, typename... TermSection>
void for_each_term_field(F&& f, TermSection&... t) {
  f("part of speech", t.part_of_speech...);
  f("gender", t.gender...);
  f("type", t.type...);
  f("status", t.status...);
  f("geographical usage", t.geographical_usage...);
  f("location", t.term_location...);
  f("customer", t.customer_subsets...);
  f("project", t.project_subsets...);
  f("context", t.contexts...);
  f("source", t.source...);
  f("reference", t.cross_references...);
  f("external reference", t.external_references...);
  f("note", t.notes...);
  f("transaction", t.transactions...);
  f("other", t.other...);
}

}  // namespace termknit
