//! Gates: filters that are a question on screen and a sentence on paper, and what their options end.

use super::selection::Selection;
use super::sentences::Duty;
use super::{Context, Lowerer};
use crate::errors::choices as choice_errors;
use crate::form::{Answer, End, GateOption, Outcome};
use crate::ids::QuestionId;
use crate::resolve::draft::{ChoiceNode, Node};

impl<'a> Lowerer<'a, '_> {
    /// A filter: a question on screen, a sentence on paper.
    pub(super) fn gate(&mut self, node: &Node<'a>, context: &Context) -> Option<QuestionId> {
        let duty = Duty::Nothing;
        let (id, symbol, inner) = self.begin(node, context, None, duty)?;
        let outlines = self.outlines(&node.choices, node.scope, &inner, &Selection::None);
        if outlines.iter().all(|outline| outline.retired) {
            self.say(choice_errors::no_options(node.statement.kind_span, &self.symbols.get(symbol).path));
            return Some(id);
        }
        let variable = self.code_variable(node.statement, id, symbol, &inner, &outlines, vec![self.name_of(id)]);
        self.choice_rules(variable, &outlines);
        if self.questions.get(id).required {
            self.required_rule(id, vec![variable], inner.asked);
        }
        self.readable_choice(symbol, variable, &outlines, true);
        let mut flat = Vec::new();
        ChoiceNode::flat(&node.choices, &mut flat);
        let mut options = Vec::new();
        let mut fired = Vec::new();
        for (node, outline) in flat.into_iter().zip(&outlines) {
            let ChoiceNode::Option { statement, symbol: option, source: _, children: _, retired } = node else {
                continue;
            };
            let then = statement.then().map(|text| self.text(text, *option));
            let end = statement.end().map(|text| {
                let sentence = self.text(text, *option);
                let chosen = self.conds.one_of(variable, vec![outline.code.clone()]);
                let fires = self.conds.all([inner.asked, chosen]);
                fired.push(chosen);
                let outcome: Outcome = self.outcome(statement);
                self.ends.push(End {
                    fires,
                    who: None,
                    own: None,
                    sentence,
                    others: None,
                    then: None,
                    outcome,
                    gate: Some(id),
                    origin: statement.span,
                })
            });
            let label = outline.label.last().cloned().unwrap_or_default();
            options.push(GateOption { code: outline.code.clone(), label, then, end, retired: *retired });
        }
        for chosen in fired {
            self.ended(inner.asked, chosen);
        }
        self.questions.get_mut(id).answer = Answer::Gate { variable, options };
        Some(id)
    }
}
