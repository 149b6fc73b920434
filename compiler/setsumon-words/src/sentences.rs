//! The sentences that are part of the questionnaire itself: who is asked, what to do, where to go.

use crate::Locale;

catalogue! {
    /// The sentences that form, paper and snapshots share, each of which a survey may replace in its `wording { }`.
    Sentences {
        /// Above or after a single choice.
        choose_one,
        /// Above or after a multiple choice.
        choose_all,
        /// Above a grid with one answer a row.
        choose_one_each,
        /// Above a grid with several answers a row.
        choose_all_each,
        /// Above a ranking; `{max}` is how many at most.
        rank,
        /// Above a ranking, where `pick` lets one be ranked.
        rank_one,
        /// Above a ranking, where `pick` bounds the ranks from below too.
        rank_between,
        /// Above a ranking, where `pick` says exactly how many.
        rank_exactly,
        /// Where `pick` bounds the ticks.
        choose_up_to,
        /// Where `pick` bounds the ticks from below too.
        choose_between,
        /// Where `pick` says exactly how many.
        choose_exactly,
        /// Where `pick` bounds the ticks from below too, beside an option that stands alone.
        choose_between_or_alone,
        /// Where `pick` says exactly how many, beside an option that stands alone.
        choose_exactly_or_alone,
        /// After the label of a single choice in a group.
        one,
        /// After the label of a multiple choice in a group.
        all,
        /// After the label of a grid with one answer a row, in a group.
        one_each,
        /// After the label of a grid with several answers a row, in a group.
        all_each,
        /// On paper, above a scale.
        circle_one,
        /// On paper, above a grid with a scale in each row.
        circle_one_each,
        /// On paper, after the label of a scale in a group.
        circle,
        /// On paper, after the label of a grid with a scale in each row, in a group.
        circle_each,
        /// On paper, behind an option that stands alone among several.
        choose_no_other,
        /// On paper, under the label of a roster that has more places than somebody may need.
        fewer_entries,
        /// On paper, under the label of a roster that may have more entries than there are places; `{places}` and `{max}`.
        more_entries,
        /// On paper, between a blank and the answers that may take its place.
        instead,
        /// After the lead of a free text.
        free,
        /// After the label of a required field.
        required,
        /// After the label of a row that may be left out though its grid is required.
        optional,
        /// Before a write-in.
        specify,
        /// Who is asked, of the item just above.
        asked_of,
        /// Who is asked, of an item elsewhere.
        asked_of_item,
        /// Who is asked, in a group, of the field before.
        asked_of_field,
        /// Who is asked, of a row: `{row}` and `{answers}`.
        asked_of_row,
        /// Who is asked, of a grid, by an answer that stands in every row: `all of`.
        asked_of_each_row,
        /// Who is asked: those who answered at all.
        asked_of_answered,
        /// Who is asked: those who ticked a box.
        asked_of_ticked,
        /// Who is asked: those who did not tick a box.
        asked_of_unticked,
        /// Who is asked: those who left it without an answer.
        asked_of_unanswered,
        /// Who is asked, by how many answers or entries there are: `count(Q)`.
        asked_of_count,
        /// Who is asked: two conditions joined.
        asked_of_parts,
        /// One of two joined conditions.
        part_of,
        /// The same, of a row.
        part_of_row,
        /// Who is asked: two conditions joined that do not share a verb.
        asked_of_clauses,
        /// One of these: an answer.
        clause_answers,
        /// One of these: an answer in a row.
        clause_row,
        /// One of these: answered at all.
        clause_answered,
        /// One of these: left without an answer.
        clause_unanswered,
        /// One of these: a box that is ticked.
        clause_ticked,
        /// One of these: a box that is not ticked.
        clause_unticked,
        /// `otherwise` of a branch.
        asked_of_others,
        /// The same, where it is not for those who left blank what the branch hangs on.
        asked_of_other_answers,
        /// How a sentence ends that says who is asked; one that says whom an early end stops ends as `stops` says.
        asks,
        /// How a sentence ends that says whom an early end stops.
        stops,
        /// An answer in such a sentence.
        answer,
        /// Another answer than these.
        other_than,
        /// Several answers, and none of these among them.
        none_of,
        /// A number below another; `{number}` with its unit.
        less_than,
        /// A number not above another.
        at_most,
        /// A number above another.
        more_than,
        /// A number not below another.
        at_least,
        /// A day or month before another.
        before,
        /// A day or month not after another.
        until,
        /// A day or month after another.
        after,
        /// A day or month not before another.
        since,
        /// Beside the blank of a day or month: the first and the last that may be given.
        from_to,
        /// All of these answers.
        all_of,
        /// Between answers.
        or,
        /// Between answers that must all be given.
        and,
        /// Between conditions that do not share a verb, one of which must hold.
        or_clauses,
        /// Between conditions that do not share a verb, both of which must hold.
        and_clauses,
        /// A question of another section, wherever it is spoken of: in texts, in sentences, behind arrows.
        item_ref,
        /// A question of the same section, in a sentence.
        question_here,
        /// A section, where sentences and arrows speak of it.
        section_ref,
        /// Behind an arrow that leads to an early end.
        end_ref,
        /// A reference to a run of sections.
        range_ref,
        /// The word on a new item.
        new,
        /// The word on an item to be updated.
        updated,
        /// Legend: the two marks.
        legend_marks,
        /// Legend, where it stands for the sentences above the items: the marks in tables.
        legend_rows,
        /// Legend, where it stands for the sentences above the items: scales.
        legend_scales,
        /// Legend: new items.
        legend_new,
        /// Legend: items to be updated.
        legend_updated,
        /// A grid or choice narrowed to what was ticked before.
        only_selected,
        /// The same, of an item elsewhere.
        only_selected_in,
        /// A grid narrowed to the rows of another that were answered so.
        only_answered,
        /// Year unit.
        year,
        /// Fiscal year unit.
        fiscal_year,
    }
}

/// The sentences of a survey: those of its language, and its own instead of some.
pub type Wording = Sentences<String>;

impl Wording {
    /// The sentences that come with a language.
    pub fn of(locale: Locale) -> Self {
        locale.words().sentences.to_owned()
    }

    /// Whether a sentence is that of an `otherwise`, which speaks of the sentence before it.
    pub fn is_of_others(&self, sentence: &str) -> bool {
        [&self.asked_of_others, &self.asked_of_other_answers].into_iter().any(|known| known == sentence)
    }

    /// A sentence that says who is asked, as it stands over an early end, which asks nothing.
    pub fn of_an_end(&self, sentence: &str) -> String {
        let said = sentence.strip_suffix(self.asks.as_str()).filter(|_| !self.asks.is_empty());
        said.map_or_else(|| sentence.to_owned(), |said| format!("{said}{}", self.stops))
    }
}
