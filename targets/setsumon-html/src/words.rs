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
        optional: "任意", "optional";
        required_legend: "必ずご回答いただく設問", "must be answered";
        submit: "回答を送信する", "Send the answers";
        save: "回答ファイルを保存する", "Save the answer file";
        save_checked: "回答ファイルを保存して終了する", "Save the answer file and finish";
        save_short: "保存", "Save";
        print_short: "印刷", "Print";
        begin: "途中まで記入して保存した回答ファイルがあれば、はじめに読み込むことができます。", "If you have saved an answer file before, you can load it first.";
        begin_last: "前回の回答や、途中まで記入して保存した回答があれば、はじめに読み込むことができます。", "If you have last time's answers, or some that you saved, you can load them first.";
        by_section: "１セクションずつ表示する", "Show one section at a time";
        finish_without_script: "JavaScriptを使わない設定では、このページから回答を提出できません。すべての設問に記入したら、ブラウザーの印刷機能で印刷し、調査の実施者から案内された方法でお送りください。", "Without JavaScript this page cannot hand your answers in. When you have filled everything in, print the page with your browser and send it as the survey's publisher asks.";
        load: "回答ファイルを読み込む", "Load an answer file";
        load_last: "前回の回答・保存した回答を読み込む", "Load last time's or saved answers";
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
        example_month: "例：2025-01、令和7年1月", "such as 2025-01";
        example_date: "例：2025-01-31、令和7年1月31日", "such as 2025-01-31";
        example_year: "西暦または和暦", "four digits, such as 2025";
        short_month: "例：2025-01", "such as 2025-01";
        short_date: "例：2025-01-31", "such as 2025-01-31";
        short_year: "例：2025", "such as 2025";
    }
    script {
        error: "エラー：", "Error: ";
        summary_title: "{n}か所をご確認ください", "Please look at {n} {n|place|places}";
        summary_soft: "次の回答をご確認ください（このまま提出することもできます）", "Please look at these answers again (you may also leave them as they are)";
        required: "必須の設問です。ご記入ください。", "This must be answered. Please fill it in.";
        required_choice: "必須の設問です。選択してください。", "This must be answered. Please choose.";
        wrong_code: "選択肢の中から選び直してください。", "Please choose one of the options.";
        wrong_type: "選び直してください。", "Please choose again.";
        wrong_integer: "整数でご記入ください（例：12）。", "Please write a whole number, such as 12.";
        wrong_year: "西暦4桁または和暦の年でご記入ください（例：2024、令和6年）。", "Please write a year of four digits, such as 2024.";
        wrong_number: "数値でご記入ください（例：12.5）。", "Please write a number, such as 12.5.";
        too_many_places: "小数点以下は{digits}桁までです。", "Please write at most {digits} decimal {digits|place|places}.";
        too_small: "{min}以上の数値をご記入ください。", "Please write a number of {min} or more.";
        too_large: "{max}以下の数値をご記入ください。", "Please write a number of {max} or less.";
        too_early: "{min}以降をご記入ください。", "Please give {min} or later.";
        too_late: "{max}以前をご記入ください。", "Please give {max} or earlier.";
        wrong_date: "日付をご記入ください（例：2025-01-31、令和7年1月31日）。", "Please write a date such as 2025-01-31.";
        wrong_date_none: "その日付はありません。ご確認ください（例：2025-01-31、令和7年1月31日）。", "There is no such day. Please look at it again.";
        wrong_date_two: "次のどちらの日ですか。", "Which day is meant?";
        wrong_month: "年と月をご記入ください（例：2025-01、令和7年1月）。", "Please write a year and month such as 2025-01.";
        wrong_text: "文字をご記入ください。", "Please write some words.";
        line_break: "改行せずにご記入ください。", "Please write it on one line.";
        too_long: "{max}文字以内でご記入ください（今は{length}文字です）。", "Please write at most {max} {max|character|characters} (there {length|is|are} {length} now).";
        wrong_email: "メールアドレスの形でご記入ください（例：name@example.jp）。", "Please write an e-mail address such as name@example.org.";
        wrong_tel: "電話番号を数字とハイフンだけでご記入ください（例：03-1234-5678）。", "Please write a telephone number in digits, such as 020-7946-0000.";
        wrong_postal_ja: "郵便番号は7桁の数字でご記入ください（例：123-4567）。", "Please write the postal code as 123-4567.";
        wrong_postal_any: "郵便番号の形でご記入ください。", "Please write a postal code.";
        wrong_url: "「https://」で始まるURLをご記入ください（例：https://www.example.jp/）。", "Please write a web address that begins with https://, such as https://www.example.org/.";
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
        done: "回答がそろい、回答ファイルを保存しました", "Your answers are complete and saved";
        done_where: "ファイル「{name}」は、ブラウザーの保存先（通常は「ダウンロード」フォルダー）にあります。", "The file {name} is where your browser puts downloads, usually the folder Downloads.";
        done_send: "このファイルを、調査の実施者から案内された方法でお送りください。", "Please send this file as the survey's publisher asks.";
        done_as_told: "次の案内に従って、このファイルをお送りください。", "Please send it as is said here:";
        done_copy: "控えを印刷する", "Print a copy of the answers";
        done_again: "もう一度保存する", "Save it once more";
        review_open: "回答内容を確認する", "Check your answers";
        review_title: "回答内容の確認", "Check your answers";
        review_lead: "内容をご確認のうえ、よろしければ下の「{words}」を押してください。まだ提出されていません。", "Please look through your answers, then press “{words}” below. Nothing has been handed in yet.";
        review_blank: "未記入 {n}", "{n} not answered";
        review_none: "（未記入）", "(not answered)";
        review_change: "直す", "Change";
        made_way: "同時に選べないため、ほかの回答{n}件（{words}）を取り消しました。", "As they cannot stand together, {n} other {n|answer was|answers were} taken back: {words}.";
        steps: "前後のセクションへ", "To other sections";
        step_back: "← 前へ：{title}", "← Back: {title}";
        step_on: "次へ：{title} →", "Next: {title} →";
        list_hint: "{n}の選択肢から、漢字・かな・ローマ字で探せます。", "Type to search {n} options.";
        list_all: "選択肢の一覧を開く", "Show all options";
        list_found: "{n}件が該当します。", "{n} found.";
        list_none: "一覧に見つかりません。", "Nothing is found.";
        slide_blank: "未回答", "not answered";
        sending: "送信しています。", "Sending.";
        saved_file: "回答ファイルを保存しました。", "The answer file has been saved.";
        draft_off: "このブラウザーには下書きを保存できません（プライベートウィンドウであるか、空き容量がありません）。閉じる前に「回答ファイルを保存する」で保存してください。", "This browser cannot keep a draft (a private window, or no room left). Save the answer file before you close the page.";
        draft_off_short: "下書き保存不可", "No draft kept";
        draft_ask: "この端末の下書きと、この画面の回答を消します。よろしいですか。", "Delete the draft on this device and all answers on this page?";
        draft_gone: "下書きと画面の回答を消しました。", "The draft and the answers on this page have been deleted.";
        draft_restored: "この端末に保存された下書き（{time}）の続きから記入できます。", "You can go on with the draft kept on this device ({time}).";
        draft_changed: "下書きを保存したあとに調査票が改められました", "The form has changed since the draft was saved";
        host_wrong: "このページに付けられた回答のデータを読めませんでした。", "The answers that were put into this page cannot be read.";
        draft_anew: "下書きを消して最初から記入する", "Delete it and begin anew";
        draft_twice: "同じ調査票が別のウィンドウでも開かれています。下書きはあとから保存したほうだけが残りますので、どちらか一方で記入してください。", "This form is open in another window too. Only the draft saved last is kept, so please use one of them.";
        undo: "元に戻す", "Undo";
        close: "閉じる", "Close";
        between: "、", ", ";
        colon: "：", ": ";
        last_carried: "前回の回答のとおり", "as last time";
        last_confirmed: "前回の回答のとおり（確認済み）", "as last time (confirmed)";
        last_same: "前回と同じ：{words}", "same as last time: {words}";
        last_changed: "前回：{words}", "last time: {words}";
        last_due: "前回：{words}", "last time: {words}";
        last_unfit: "前回：{words}（今回の選択肢にはありません）", "last time: {words} (not among this year’s answers)";
        fold_all: "前回（{edition}年度）の回答が入っています。変わりがなければ「前回から変更なし」を押してください。変更があるときは開いて直してください。", "Your answers of {edition} are filled in. If nothing has changed, say so; otherwise open the section and change them.";
        fold_some: "前回（{edition}年度）の回答を入れてあります。新規・要更新のほかに変わりがなければ「前回から変更なし」を押してください。", "Your answers of {edition} are filled in. If nothing else has changed, say so.";
        fold_same: "前回から変更なし", "Nothing has changed";
        fold_open: "開いて変更する", "Open and change";
        fold_close: "たたむ", "Fold";
        fold_done: "✓ 変更なしと確認しました", "✓ confirmed";
        fold_changed: "{n}か所を変更しました", "{n} changed";
        off_now: "この回答により、記入済みの{n}項目が対象外となりました。対象外の回答は提出されませんが、この回答を元に戻すと戻ります。", "With this answer, {n} {n|answer|answers} given before {n|is|are} no longer asked for. What is not asked for is not handed in, and comes back if you change it back.";
        off_list: "次の{n}問の回答は、ほかの回答により対象外となったため提出されません。", "{n} {n|question is|questions are} not asked of you any more, because of other answers. What was answered there will not be handed in:";
        summary_gate: "はじめに次の設問にお答えください（この先の設問の対象かどうかが決まります）", "Please answer this first: it decides whether what follows is for you";
        summary_behind: "この先の設問で確認が必要な箇所（{n}か所）", "To be looked at in what follows, should it be for you ({n})";
        gate_waits: "この先の設問は、この設問に答えると開きます。", "What follows opens when you have answered this question.";
        gate_open: "答えずに開く", "Open it without an answer";
        gate_opened: "この先の設問を開きました。", "What follows is open.";
        summary_due: "前回の値があり、今回の値がまだ記入されていません（このまま提出する場合は、もう一度ボタンを押してください）", "These had a figure last time and none yet now (press the button again to hand in as it is)";
        draft_saved: "下書き保存 {time}", "Draft saved {time}";
        file_check: "読み込む前の確認", "Before the file is read";
        file_yes: "読み込む", "Read it";
        file_no: "やめる", "Cancel";
        file_own: "この調査票（{edition}年度）の回答ファイルです。", "An answer file of this form (edition {edition}).";
        file_last: "前回（{edition}年度）の回答ファイルです。この調査票は{now}年度版です。", "An answer file of last time (edition {edition}). This form is of edition {now}.";
        file_older: "{edition}年度の古い回答ファイルです。この調査票は{now}年度版です。その後に変わった設問の回答は読み込めないことがあります。", "An older answer file, of edition {edition}. This form is of edition {now}; answers to questions changed since may not be found.";
        file_newer: "この調査票（{now}年度版）より新しい、{edition}年度の回答ファイルです。新しい調査票で開いてください。このまま読み込むと、この調査票にある設問の回答だけを取り込みます。", "This answer file is of edition {edition}, newer than this form ({now}). Please open it with the newer form. Here, only answers to questions of this form are taken.";
        file_kept: "入力欄に入る回答：{n}項目", "Answers to be filled in: {n}";
        file_updated: "要更新の設問：前回の値を欄のそばに表示します（{n}項目）", "To be given anew: last time's values are shown beside the blanks ({n})";
        file_stays: "すでに記入した回答はそのまま残ります。", "What you have filled in already stays.";
        file_replaces: "この画面の今の回答は、ファイルの回答で置き換わります。", "The answers on this page will be replaced.";
        file_nothing: "この調査票の回答が見つかりませんでした。", "There are no answers to this form in the file.";
        file_unfit: "入力欄に入れられない回答（{n}項目）", "Answers that do not fit ({n})";
        file_unknown: "この調査票にない項目（{n}件・読み込みません）", "Entries unknown to this form, left out ({n})";
        file_loaded: "回答を読み込みました。", "The answers have been read.";
        file_wrong: "回答ファイルとして読めませんでした。", "This is not an answer file.";
        file_other: "ほかの調査（{survey}）の回答ファイルのため、読み込めません。", "This answer file belongs to another survey ({survey}) and cannot be read here.";
        state_none: "未記入", "not begun";
        state_some: "{done}/{all}", "{done} of {all}";
        state_all: "✓ 記入済み", "✓ done";
        state_same: "✓ 変更なし", "✓ same";
        state_wrong: "⚠ 要確認 {n}", "⚠ {n} to check";
        state_off: "対象外", "not asked";
        progress: "回答状況 {done}/{all}", "Answered {done} of {all}";
        calendar: "カレンダー", "Calendar";
        clear: "選択を取り消す", "Clear the choice";
        removed: "{n}件目を削除しました。", "Number {n} was removed.";
        and_more: "ほか{n}件", "and {n} more";
    }
}
