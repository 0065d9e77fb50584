//! The question before a list is wiped.

use std::rc::Rc;

use yew::prelude::*;

use super::dialog::Window;
use crate::ui::action::Action;
use crate::ui::batch::Batch;
use crate::ui::desk::Desk;
use crate::ui::state::Shelf;
use crate::ui::work::Work;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The list.
    pub batch: Rc<Batch>,
    /// The working copy of what is open, with what was decided.
    pub work: Rc<Work>,
    /// What was put by before.
    pub shelf: Option<Rc<Shelf>>,
    /// Where documents come in.
    pub desk: Desk,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

/// The dialog.
#[component]
pub fn StartOver(props: &Props) -> Html {
    let Props { batch, work, shelf, desk, dispatch } = props;
    let wipe = {
        let desk = desk.clone();
        move |_: MouseEvent| desk.wipe()
    };
    let (worked_on, decisions) = (batch.worked_on(work), &work.decisions);
    let acts = html! {
        <button type="button" class="btn btn--main" data-start-over="" onclick={wipe}>{ "全部清掉，回到开头" }</button>
    };
    html! {
        <Window title="清掉整张清单？" {acts} close="不清" dispatch={dispatch.clone()}>
            <p>{ format!("换一份要回到开头，清单里的 {} 份报告都会从这个页面里清掉，原来的文件不受影响。", batch.len()) }</p>
            if let Some(shelf) = shelf {
                <p class="dialog__note">{ format!("{}也会一起清掉。", shelf.sentence()) }</p>
            }
            if worked_on > 0 {
                <p class="dialog__note">
                    { format!("其中 {worked_on} 份在这里改过、锁定过或者补过表：只在这个页面里有，清掉就没有了。") }
                </p>
            }
            if !decisions.ignored.is_empty() || !decisions.off.is_empty() {
                <p class="dialog__note">
                    { "忽略的和关掉的也一起清掉。要留着，先打开一份报告，在问题清单后面点“导出忽略清单”。" }
                </p>
            }
            <p class="dialog__note">{ "只是想再加几份，不用清：把它们一起拖进来，就排在清单后面。" }</p>
        </Window>
    }
}
