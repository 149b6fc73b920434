//! The form's own words, Japanese and English, in one catalogue. A new language is a new column here.

use setsumon_core::form::Locale;

macro_rules! words {
    (page { $($page:ident: $page_ja:literal, $page_en:literal;)* } script { $($name:ident: $ja:literal, $en:literal;)* }) => {
        /// The words of one language that the page is written with.
        #[derive(Debug)]
        pub(crate) struct Words {
            $(pub(crate) $page: &'static str,)*
            /// The words that the script puts on the page, by name.
            pub(crate) script: &'static [(&'static str, &'static str)],
        }

        const JAPANESE: Words = Words { $($page: $page_ja,)* script: &[$((stringify!($name), $ja),)*] };
        const ENGLISH: Words = Words { $($page: $page_en,)* script: &[$((stringify!($name), $en),)*] };
    };
}

/// The words of a language.
pub(crate) fn words(locale: Locale) -> &'static Words {
    match locale {
        Locale::Ja => &JAPANESE,
        Locale::En => &ENGLISH,
    }
}

words! {
    page {
        skip: "本文へ移動", "Skip to the questions";
        contents: "目次", "Contents";
        deadline: "回答期限", "Answer by";
        as_of: "基準日", "As of";
        publisher: "実施", "Published by";
        without_script: "このページはJavaScriptを使わない設定で開かれています。すべての設問を表示していますので、各設問の対象の説明（「〜の方にお尋ねします」など）に従ってご回答ください。印刷して記入することもできます。", "This page is open without JavaScript, so every question is shown. Follow the sentences that say who each question is for. You can also print the form and fill it in by hand.";
        legend: "凡例", "Legend";
        required: "必須", "required";
        required_legend: "必ずご回答いただく設問", "must be answered";
        submit: "回答を送信する", "Send the answers";
        save: "回答ファイルを保存する", "Save the answer file";
        save_checked: "回答を確認して保存する", "Check and save the answers";
        load: "回答ファイルを読み込む", "Load an answer file";
        tools: "保存と読み込み", "Saving and loading";
        only_marked: "「新規」「要更新」の設問だけを表示", "Show only new questions and those to be updated";
        clear_draft: "この端末の下書きを消す", "Delete the draft kept on this device";
        print: "印刷する", "Print";
        no_rank: "－", "–";
        add: "「{}」を追加する", "Add: {}";
        remove: "これを削除", "Remove this one";
        bracket_open: "（", " (";
        bracket_close: "）", ")";
        finish: "回答の提出", "Finish";
        progress: "回答状況", "Progress";
    }
    script {
        summary_title: "{n}か所をご確認ください", "Please look at {n} places";
        summary_soft: "次の回答をご確認ください（このまま提出することもできます）", "Please look at these answers again (you may also leave them as they are)";
        required: "ご回答ください。", "Please answer this question.";
        required_choice: "選択してください。", "Please choose an answer.";
        wrong_code: "選択肢の中から選び直してください。", "Please choose one of the options.";
        wrong_type: "選び直してください。", "Please choose again.";
        wrong_integer: "整数でご記入ください（例：12）。", "Please write a whole number, such as 12.";
        wrong_number: "数値でご記入ください（例：12.5）。", "Please write a number, such as 12.5.";
        too_many_places: "小数点以下は{digits}桁までです。", "Please write at most {digits} decimal places.";
        too_small: "{min}以上の数値をご記入ください。", "Please write a number of {min} or more.";
        too_large: "{max}以下の数値をご記入ください。", "Please write a number of {max} or less.";
        too_early: "{min}以降をご記入ください。", "Please give {min} or later.";
        too_late: "{max}以前をご記入ください。", "Please give {max} or earlier.";
        wrong_date: "日付をご記入ください（例：2025-01-31、令和7年1月31日）。", "Please write a date such as 2025-01-31.";
        wrong_month: "年と月をご記入ください（例：2025-01、令和7年1月）。", "Please write a year and month such as 2025-01.";
        wrong_text: "文字をご記入ください。", "Please write some words.";
        line_break: "改行せずにご記入ください。", "Please write it on one line.";
        too_long: "{max}文字以内でご記入ください（今は{length}文字です）。", "Please write at most {max} characters (there are {length} now).";
        wrong_email: "メールアドレスの形でご記入ください（例：name@example.jp）。", "Please write an e-mail address such as name@example.org.";
        wrong_tel: "電話番号の形でご記入ください（例：03-1234-5678）。", "Please write a telephone number such as 020-7946-0000.";
        wrong_postal_ja: "郵便番号は7桁の数字でご記入ください（例：123-4567）。", "Please write the postal code as 123-4567.";
        wrong_postal_any: "郵便番号の形でご記入ください。", "Please write a postal code.";
        wrong_url: "「https://」で始まるURLをご記入ください。", "Please write a web address that begins with https://.";
        wrong_picture: "「{picture}」の形でご記入ください（9は数字、Aは英大文字）。", "Please write it like {picture} (9 is a digit, A a capital letter).";
        exclusive: "この選択肢は、ほかの選択肢と同時に選べません。", "This option cannot be chosen together with others.";
        alternative: "記入とチェックのどちらか一方にしてください。", "Please either fill in the blank or tick the box, not both.";
        pick_min: "{min}つ以上選択してください。", "Please choose at least {min}.";
        pick_max: "選択は{max}つまでにしてください。", "Please choose at most {max}.";
        ranks_differ: "同じ順位が２度使われています。", "The same rank is given twice.";
        ranks_without_gap: "順位は１から順に付けてください。", "Please give the ranks from 1 without a gap.";
        occurrences_min: "{min}件以上ご記入ください。", "Please add at least {min}.";
        occurrences_max: "{max}件以内でご記入ください。", "Please keep to at most {max}.";
        offered: "この選択肢は、ここでは選べません。", "This option is not offered here.";
        asked: "この設問は対象外です。", "This question is not asked of you.";
        confirm_soft: "この回答でよければチェックするか、理由をご記入ください", "If the answer is right, tick this or say why";
        confirm_reason: "理由・補足", "Reason or remark";
        confirmed: "確認済み", "Confirmed";
        confirm_tick: "このままでよい", "It is right as it stands";
        done: "回答がそろいました。回答ファイルを保存しました。", "The answers are complete and the answer file has been saved.";
        sending: "送信しています。", "Sending.";
        saved_file: "回答ファイルを保存しました。", "The answer file has been saved.";
        draft_saved: "下書き保存 {time}", "Draft saved {time}";
        draft_restored: "この端末に保存された下書き（{time}）の続きです。", "Continued from the draft kept on this device ({time}).";
        draft_off: "この端末には下書きを保存できません。途中で閉じる前に回答ファイルを保存してください。", "Drafts cannot be kept on this device. Save the answer file before you leave.";
        draft_ask: "この端末の下書きと、この画面の回答を消します。よろしいですか。", "Delete the draft on this device and all answers on this page?";
        file_loaded: "回答ファイルを読み込みました。", "The answer file has been read.";
        file_wrong: "回答ファイルとして読めませんでした。", "This is not an answer file.";
        file_other: "ほかの調査（{survey}）の回答ファイルです。", "This answer file belongs to another survey ({survey}).";
        file_older: "{edition}年度の回答ファイルです。同じ設問の回答を読み込みました。", "This answer file is of edition {edition}; the answers to questions that are still asked were taken.";
        file_unknown: "次の項目はこの調査にないため読み込みませんでした：{keys}", "These entries are unknown to this survey and were left out: {keys}";
        file_ask: "今の回答を読み込んだ回答で置き換えます。よろしいですか。", "Replace the answers on this page by those of the file?";
        state_none: "{done}/{all}", "{done}/{all}";
        state_some: "{done}/{all}", "{done}/{all}";
        state_all: "{done}/{all} ✓", "{done}/{all} ✓";
        state_off: "対象外", "not asked";
        progress: "回答状況 {done}/{all}", "Answered {done} of {all}";
        here: "現在の位置", "You are at";
        clear: "選択を取り消す", "Clear the choice";
        clear_hint: "選択済みの項目をもう一度選ぶと取り消せます。", "Choose a chosen answer again to clear it.";
        removed: "{n}件目を削除しました。", "Number {n} was removed.";
        error_word: "エラー", "Error";
        undo: "元に戻す", "Undo";
        and_more: "ほか{n}件", "and {n} more";
    }
}
