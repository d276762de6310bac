"""Messages of outputs that are out of date."""

from __future__ import annotations

OUTDATED: dict[str, dict[str, str]] = {
    "output_busy": {
        "zh": "另一个正在运行的程序一直在写入该文件夹。请等它结束后重试，或用 --out 另选文件夹。原有输出未改动。",
        "en": "Another run has been writing into this folder all the while. Try again when it has "
              "finished, or choose another folder with --out. Earlier output is untouched."},
    "written.finished": {
        "zh": "有运行曾在写入该文件夹时被强行终止，已先把它的 {count} 组文件补写完整。",
        "en": "A run was killed while it wrote into this folder; its files were put in place "
              "first (sets: {count})."},
    "written.kept": {
        "zh": "{file} 生成后被人工改过：改过的一份已另存为 {kept}，再写入新结果。",
        "en": "{file} had been edited by hand: the edited one stays as {kept}, then the new one "
              "was written."},
    "written.replaced": {"zh": "已替换“{subject}”的结果：{files}。",
                         "en": "Replaced the results of “{subject}”: {files}."},
    "written.replaced_none": {"zh": "已替换不属于任何情景的结果：{files}。",
                              "en": "Replaced results of no scenario: {files}."},
    "written.foreign": {"zh": "已替换文件夹清单中没有记载的同名文件：{files}。",
                        "en": "Replaced files of these names that the folder's manifest did not "
                              "tell of: {files}."},
    "written.removed": {"zh": "已删除与新结果不符的旧文件：{files}。",
                        "en": "Removed older files that would belie these: {files}."},
    "written.stale": {
        "zh": "文件夹里还有同一情景的较早结果，所依据的情景、数据或软件与本次不同：{files}。请重新生成或删除。",
        "en": "The folder still holds older results of the same scenario, made of another state of "
              "scenario, data or package: {files}. Make them anew or delete them."},
    "written.more": {"zh": "{files} 等 {count} 个文件", "en": "{files} and others, {count} files in all"},
    "outdated.current": {"zh": "{folder} 中 {command}{subject} 的结果（{count} 个文件）",
                         "en": "{folder}: results of {command}{subject}, {count} files"},
    "outdated.none": {
        "zh": "该文件夹及其下级文件夹里没有结果清单 {manifest}：不是结果文件夹，或由没有清单的旧版本生成，或第一次写入时就被中断（留有 .corridors- 开头的隐藏文件，下次写入时清除）。",
        "en": "Neither this folder nor one below it has a manifest of results, {manifest}: it is "
              "no folder of results, or one of an older version without manifests, "
              "or its first run was broken off (hidden files that begin with .corridors- are "
              "cleared by the next run)."},
    "outdated.manifest": {
        "zh": "结果清单已损坏，无法判断结果是否过期。重新生成结果即可恢复。",
        "en": "The manifest of the results is broken, so that nothing can be said of them. Make "
              "the results anew."},
    "outdated.unfinished": {
        "zh": "有运行在写入时被强行终止：一组 {count} 个文件中还有 {left} 个没有换成新的，目前新旧混杂。再往该文件夹写入任何结果时会先把它补写完整。",
        "en": "A run was killed while it put its files in place: of a set of {count} files {left} "
              "are still to come, old and new stand mixed. The next command that writes into this "
              "folder finishes it first."},
    "outdated.edited": {"zh": "{command}{subject} 的结果生成后被改动过：{files}。",
                        "en": "Results of {command}{subject} were edited after they were made: "
                              "{files}."},
    "outdated.missing": {"zh": "{command}{subject} 的结果不完整，缺少：{files}。",
                         "en": "Results of {command}{subject} are incomplete; missing: {files}."},
    "outdated_by.scenario": {
        "zh": "{command}{subject} 的结果已过期，情景文件在此之后改过：{files}。请重新生成。",
        "en": "Results of {command}{subject} are out of date, the scenario file has changed since: "
              "{files}. Make them anew."},
    "outdated_by.map": {
        "zh": "{command}{subject} 的结果已过期，制图规格在此之后改过：{files}。请重新生成。",
        "en": "Results of {command}{subject} are out of date, the map specification has changed "
              "since: {files}. Make them anew."},
    "outdated_by.data": {
        "zh": "{command}{subject} 的结果已过期，数据表或参数在此之后改过：{files}。请重新生成。",
        "en": "Results of {command}{subject} are out of date, tables or parameters of the data "
              "have changed since: {files}. Make them anew."},
    "outdated_by.projects": {
        "zh": "{command}{subject} 的结果已过期，所涉项目文件、规划或地点组在此之后改过：{files}。请重新生成。",
        "en": "Results of {command}{subject} are out of date, project files, plans or sets of "
              "places that they rest on have changed since: {files}. Make them anew."},
    "outdated_by.package": {
        "zh": "{command}{subject} 的结果由另一版本的软件生成：{files}。重新生成后才能与新结果并用。",
        "en": "Results of {command}{subject} were made by another version of the package: "
              "{files}. Make them anew before you put them beside new ones."},
    "outdated_by.code": {
        "zh": "{command}{subject} 的结果由版本号相同、但程序代码不同的软件生成：{files}。重新生成后才能与新结果并用。",
        "en": "Results of {command}{subject} were made by a package of the same version number "
              "with other code: {files}. Make them anew before you put them beside new ones."},
    "outdated_by.gone": {
        "zh": "找不到 {command}{subject} 结果所依据的情景或制图规格文件，无法判断是否过期：{files}。请在文件夹之后一并给出该文件；自己工作文件夹里的情景，加 --workspace。",
        "en": "The scenario or map file that the results of {command}{subject} are of is not "
              "found, so that nothing can be said of them: {files}. Give that file beside the "
              "folder; for a scenario of a workspace add --workspace."},
    "outdated_by.broken": {
        "zh": "{command}{subject} 结果所依据的情景或制图规格文件如今有错误，无法读取：{files}。",
        "en": "The scenario or map file that the results of {command}{subject} are of has faults "
              "now and cannot be read: {files}."},
}
