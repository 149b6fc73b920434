//! What is said of a value that does not fit its variable.

use super::names;
use crate::answers::Held;
use crate::domain::Misfit;
use crate::form::{Form, Locale, TextShape};
use crate::ids::VarId;

/// What to do about a value that does not fit.
pub fn misfit(form: &Form, variable: VarId, held: &Held, misfit: &Misfit) -> String {
    let label = names::variable(form, variable);
    match form.survey().locale {
        Locale::Ja => japanese(form, variable, held, misfit, &label),
        Locale::En => english(form, variable, held, misfit, &label),
    }
}

/// The label of the code that stands there.
fn code_label(form: &Form, variable: VarId, held: &Held) -> String {
    match held {
        Held::Text(code) => names::quoted(form.survey().locale, &names::code(form, variable, code)),
        Held::Number(_) | Held::Tick | Held::Misplaced(_) => String::new(),
    }
}

fn japanese(form: &Form, variable: VarId, held: &Held, misfit: &Misfit, label: &str) -> String {
    match misfit {
        Misfit::Null => format!("{label}が null です。回答がないときは、この項目を書かないでください。"),
        Misfit::False => format!("{label}が false です。チェックがないときは、この項目を書かないでください。"),
        Misfit::NotATick => format!("{label}に書けるのは、チェックがあることを表す true だけです。"),
        Misfit::NotANumber => format!("{label}は数値で書いてください。"),
        Misfit::NotAText => format!("{label}は文字列（\"…\"）で書いてください。"),
        Misfit::Blank => format!("{label}が空白です。回答がないときは、この項目を書かないでください。"),
        Misfit::UnknownCode => {
            format!("{label}の{}は、選択肢にありません。選択肢から選んでください。", code_label(form, variable, held))
        }
        Misfit::RetiredCode => {
            format!(
                "{label}の{}は、もう使われていません。ほかの選択肢から選んでください。",
                code_label(form, variable, held)
            )
        }
        Misfit::NotWhole => format!("{label}は整数で回答してください。"),
        Misfit::TooManyPlaces(places) => format!("{label}は、小数第{places}位までで回答してください。"),
        Misfit::TooManyDigits => format!("{label}の数値の桁が多すぎます。"),
        Misfit::OutOfRange { min, max } => format!("{label}は、{min}から{max}までで回答してください。"),
        Misfit::NotADay => format!("{label}は、暦にある日付を「2025-01-31」の形で回答してください。"),
        Misfit::NotAMonth => format!("{label}は、年月を「2025-01」の形で回答してください。"),
        Misfit::Nul => format!("{label}に、使えない文字（U+0000）があります。"),
        Misfit::LineBreak => format!("{label}は、改行せずに回答してください。"),
        Misfit::TooLong { max, length } => {
            format!("{label}は{max}文字までで回答してください（いま{length}文字です）。")
        }
        Misfit::WrongShape(shape) => format!("{label}は、{}で回答してください。", japanese_shape(shape)),
    }
}

fn japanese_shape(shape: &TextShape) -> String {
    match shape {
        TextShape::Free => "文字".to_owned(),
        TextShape::Email => "メールアドレス（例：name@example.jp）".to_owned(),
        TextShape::Tel => "電話番号（例：03-1234-5678）".to_owned(),
        TextShape::PostalJa => "郵便番号（例：123-4567）".to_owned(),
        TextShape::PostalAny => "郵便番号（２～10文字の英数字）".to_owned(),
        TextShape::Url => "「https://」か「http://」で始まるURL（例：https://www.example.jp/）".to_owned(),
        TextShape::Picture(picture) => format!("「{picture}」の形（9は数字、Aは英大文字）"),
    }
}

fn english(form: &Form, variable: VarId, held: &Held, misfit: &Misfit, label: &str) -> String {
    match misfit {
        Misfit::Null => format!("{label} is null. Leave the key out where there is no answer."),
        Misfit::False => format!("{label} is false. Leave the key out where the box is not ticked."),
        Misfit::NotATick => format!("{label} can only be true, for a box that is ticked."),
        Misfit::NotANumber => format!("{label} must be a number."),
        Misfit::NotAText => format!("{label} must be a text in quotation marks."),
        Misfit::Blank => format!("{label} is blank. Leave the key out where there is no answer."),
        Misfit::UnknownCode => {
            format!("{} is no option of {label}. Choose one of its options.", code_label(form, variable, held))
        }
        Misfit::RetiredCode => {
            format!("{} is no longer an option of {label}. Choose another.", code_label(form, variable, held))
        }
        Misfit::NotWhole => format!("{label} must be a whole number."),
        Misfit::TooManyPlaces(1) => format!("{label} may have one decimal place."),
        Misfit::TooManyPlaces(places) => format!("{label} may have {places} decimal places at most."),
        Misfit::TooManyDigits => format!("{label} has too many digits."),
        Misfit::OutOfRange { min, max } => format!("{label} must be from {min} to {max}."),
        Misfit::NotADay => format!("{label} must be a day of the calendar, written like 2025-01-31."),
        Misfit::NotAMonth => format!("{label} must be a month, written like 2025-01."),
        Misfit::Nul => format!("{label} has a character in it that cannot be kept (U+0000)."),
        Misfit::LineBreak => format!("{label} must be a single line."),
        Misfit::TooLong { max, length } => {
            format!("{label} may have {max} characters at most; it has {length}.")
        }
        Misfit::WrongShape(shape) => format!("{label} must be {}.", english_shape(shape)),
    }
}

fn english_shape(shape: &TextShape) -> String {
    match shape {
        TextShape::Free => "a text".to_owned(),
        TextShape::Email => "an e-mail address, like name@example.org".to_owned(),
        TextShape::Tel => "a telephone number, like 020-7946-0958".to_owned(),
        TextShape::PostalJa => "a postal code, like 123-4567".to_owned(),
        TextShape::PostalAny => "a postal code of 2 to 10 letters and digits".to_owned(),
        TextShape::Url => "a web address that begins with https:// or http://".to_owned(),
        TextShape::Picture(picture) => format!("written like {picture}, where 9 is a digit and A a letter from A to Z"),
    }
}
