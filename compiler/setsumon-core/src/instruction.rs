//! What the type of a question tells its reader to do, in the house's own sentences.

use crate::form::{Answer, Cells, Instructed, Locale, Pick};
use crate::text::{Block, Inline, Text};
use setsumon_words::Wording;

/// What the type of a question tells its reader to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Duty {
    One,
    All(Option<Pick>),
    /// More than one, or an option that excludes the others.
    SomeOrAlone(Pick),
    OneEach,
    AllEach,
    Rank(Pick),
    Point,
    PointEach,
    Free,
    Nothing,
}

impl Duty {
    /// That of a multiple choice. Where one tick is enough, that of an option that excludes the others is told along.
    pub(crate) fn several(pick: Option<Pick>, has_alone: bool) -> Self {
        match pick {
            Some(pick) if has_alone && pick.min > 1 => Self::SomeOrAlone(pick),
            Some(_) | None => Self::All(pick),
        }
    }

    /// Whether the marks of the options say it too: ○ one, □ several.
    pub(crate) fn is_told_by_marks(self) -> bool {
        match self {
            Self::One | Self::All(None) | Self::OneEach | Self::AllEach | Self::Point | Self::PointEach => true,
            Self::All(Some(_)) | Self::SomeOrAlone(_) | Self::Rank(_) | Self::Free | Self::Nothing => false,
        }
    }

    /// Whether it is told on paper alone: on screen the points of a scale are buttons.
    pub(crate) fn is_of_paper(self) -> bool {
        match self {
            Self::Point | Self::PointEach => true,
            Self::One
            | Self::All(_)
            | Self::SomeOrAlone(_)
            | Self::OneEach
            | Self::AllEach
            | Self::Rank(_)
            | Self::Free
            | Self::Nothing => false,
        }
    }

    /// What an answer asks for, as far as marks tell it.
    fn of(answer: &Answer) -> Self {
        match answer {
            Answer::Single { variable: _, choices: _ } => Self::One,
            Answer::Multi { choices: _, pick } => Self::All(*pick),
            Answer::Grid(grid) => match &grid.cells {
                Cells::Single { choices: _ } => Self::OneEach,
                Cells::Multi { choices: _ } => Self::AllEach,
                Cells::Fields { columns } if columns.iter().all(|column| column.field.kind.points().is_some()) => {
                    Self::PointEach
                }
                Cells::Fields { columns: _ } => Self::Nothing,
            },
            Answer::Field(field) if field.spec.kind.points().is_some() => Self::Point,
            Answer::Field(_) => Self::Nothing,
            Answer::Rank { choices: _, pick: _ } | Answer::Gate { variable: _, options: _ } => Self::Nothing,
        }
    }
}

/// Who writes the sentences.
#[derive(Debug, Clone, Copy)]
pub(crate) struct House<'a> {
    pub(crate) wording: &'a Wording,
    pub(crate) locale: Locale,
}

impl House<'_> {
    /// The sentence above a question.
    pub(crate) fn sentence(self, duty: Duty) -> Option<String> {
        let wording = self.wording;
        match duty {
            Duty::One => Some(wording.choose_one.clone()),
            Duty::All(None) => Some(wording.choose_all.clone()),
            Duty::All(Some(pick)) => {
                Some(self.counted(pick, [&wording.choose_exactly, &wording.choose_up_to, &wording.choose_between]))
            }
            Duty::SomeOrAlone(pick) => Some(self.counted(
                pick,
                [&wording.choose_exactly_or_alone, &wording.choose_up_to, &wording.choose_between_or_alone],
            )),
            Duty::Rank(Pick { min: _, max: 1 }) => Some(wording.rank_one.clone()),
            Duty::Rank(pick) => Some(self.counted(pick, [&wording.rank_exactly, &wording.rank, &wording.rank_between])),
            Duty::OneEach => Some(wording.choose_one_each.clone()),
            Duty::AllEach => Some(wording.choose_all_each.clone()),
            Duty::Point => Some(wording.circle_one.clone()),
            Duty::PointEach => Some(wording.circle_one_each.clone()),
            Duty::Free => Some(wording.free.clone()),
            Duty::Nothing => None,
        }
    }

    /// The sentence for so many: exactly, up to, or from and to.
    fn counted(self, pick: Pick, [exactly, up_to, between]: [&String; 3]) -> String {
        let template = match pick {
            Pick { min, max } if min == max => exactly,
            Pick { min: 0 | 1, max: _ } => up_to,
            Pick { min: _, max: _ } => between,
        };
        let number = self.locale.words().writing.figure;
        template.replace("{min}", &number(pick.min)).replace("{max}", &number(pick.max))
    }

    /// The words behind the label of a question in a group.
    pub(crate) fn short(self, duty: Duty) -> Option<String> {
        let wording = self.wording;
        match duty {
            Duty::One => Some(wording.one.clone()),
            Duty::All(None) => Some(wording.all.clone()),
            Duty::All(Some(_)) | Duty::SomeOrAlone(_) | Duty::Rank(_) => {
                self.sentence(duty).map(|words| words.trim_end_matches(['。', '.']).to_owned())
            }
            Duty::OneEach => Some(wording.one_each.clone()),
            Duty::AllEach => Some(wording.all_each.clone()),
            Duty::Point => Some(wording.circle.clone()),
            Duty::PointEach => Some(wording.circle_each.clone()),
            Duty::Free | Duty::Nothing => None,
        }
    }

    /// A lead and what follows it: a sentence that has ended is followed, one that has not goes on.
    pub(crate) fn join(self, lead: Text, instruction: Text, duty: Duty) -> Text {
        let words = lead.plain();
        let last = words.trim_end().chars().next_back();
        let ended = last.is_none_or(|sign| "。．.？?！!」）)：:".contains(sign) && !matches!(sign, '」' | '）' | ')'))
            || matches!(last, Some('）' | ')')) && words.contains(['。', '.']);
        let writing = &self.locale.words().writing;
        let joint = match (duty, ended) {
            (Duty::Free, _) => "",
            (_, true) => writing.after_sentence,
            (_, false) => writing.after_words,
        };
        let mut following = vec![Inline::Plain(joint.to_owned())];
        if joint.is_empty() {
            following.clear();
        }
        let mut joined = lead.blocks().to_vec();
        let mut blocks = instruction.blocks().iter().cloned();
        if let Some(Block::Paragraph(line)) = blocks.next() {
            following.extend(line);
        }
        match joined.last_mut() {
            Some(Block::Paragraph(line)) => line.extend(following),
            _ => joined.push(Block::Paragraph(following)),
        }
        joined.extend(blocks);
        Text::new(joined)
    }

    /// What is left of what stands on paper over an answer, where a legend says what the marks ask for: all but the house's own
    /// sentence.
    pub(crate) fn beside_legend(self, on_paper: &Instructed, answer: &Answer) -> Instructed {
        let duty = Duty::of(answer);
        let told = (self.sentence(duty), self.short(duty));
        let ((Some(sentence), Some(short)), true) = (told, duty.is_told_by_marks()) else { return on_paper.clone() };
        let sentence = Text::of(sentence);
        match (&on_paper.lead, &on_paper.instruction) {
            (lead, Some(words)) if *words == Text::of(short) => Instructed { lead: lead.clone(), instruction: None },
            (Some(lead), None) if *lead == sentence => Instructed::default(),
            (Some(lead), None) => match self.parted(lead, &sentence, duty) {
                Some(own) => Instructed { lead: Some(own), instruction: None },
                None => on_paper.clone(),
            },
            (None | Some(_), Some(_)) | (None, None) => on_paper.clone(),
        }
    }

    /// The lead that was joined with this sentence; none where it was not.
    fn parted(self, joined: &Text, sentence: &Text, duty: Duty) -> Option<Text> {
        let (Some((Block::Paragraph(line), before)), [Block::Paragraph(following)]) =
            (joined.blocks().split_last(), sentence.blocks())
        else {
            return None;
        };
        let own = line.strip_suffix(following.as_slice())?;
        // With the sign between them or without.
        let without_sign = own.split_last().map_or(own, |(_, own)| own);
        [own, without_sign].into_iter().find_map(|own| {
            let mut blocks = before.to_vec();
            if !own.is_empty() {
                blocks.push(Block::Paragraph(own.to_vec()));
            }
            let lead = Text::new(blocks);
            (self.join(lead.clone(), sentence.clone(), duty) == *joined).then_some(lead)
        })
    }
}
