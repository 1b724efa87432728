"""Who meets what at which page: written by hand, and compared with the product by tests/test_matrix.py.

Each row: the endpoint, the record in its address (named in tests/support/sample.py), and nine letters, for

    secretary staff grid_worker   unit_admin unit_member other_unit_admin   supervisor district_observer system_admin

y  let in: the page is shown, or the form looked at
n  refused with 403: an insider without the right
.  not found: not this person's to see

The unit_admin and the unit_member are the hospital's, the other_unit_admin is the school's. A row holds for every
method of the endpoint. Without exception, whoever has no role in the community gets 404, and whoever is not signed in
must sign in first; so these two have no column.
"""

ROLES = (
    *("secretary", "staff", "grid_worker"),
    *("unit_admin", "unit_member", "other_unit_admin"),
    *("supervisor", "district_observer", "system_admin"),
)
STRANGERS = ("stranger_staff", "stranger_unit")

# What a form is sent with: enough for a step with a reason, so that the rule is asked and not only the form.
TYPED = {"reason": "因为", "words": "已经办好", "note": "已经办好"}

COMMUNITY = """
desk.home                                                   yyy yyy yyy

accounts.people                                             yyn yny nny
accounts.invite                                             yyn yny nny
accounts.person               user_id=unit_member           yyn yn. nny
accounts.person               user_id=staff                 y.n .n. nny
accounts.hand_out_link        user_id=unit_member           yyn yn. nny
accounts.hand_out_link        user_id=staff                 y.n .n. nny
accounts.disable              user_id=unit_member           ynn nnn nny
accounts.enable               user_id=unit_member           ynn nnn nny
accounts.revoke_role          grant_id=grant_of_unit_member yyn yn. nny
accounts.revoke_role          grant_id=grant_of_staff       y.n .n. nny
accounts.renew_invitation     invitation_id=invitation      yyn yn. nny
accounts.withdraw_invitation  invitation_id=invitation      yyn yn. nny

communities.settings                                        ynn nnn nny
communities.categories                                      ynn nnn nny
data_requests.index                                         ynn nnn nnn
data_requests.copy                                          ynn nnn nnn
data_requests.erase                                         ynn nnn nnn
communities.grids                                           ynn nnn nny

partners.index                                              yyy yyy nyn
partners.export                                             yyn nnn nyn
partners.show                 partnership_id=hospital       yyy yyy nyn
partners.show                 partnership_id=foreign_unit   ... ... n.n
partners.new                                                yyn nnn nnn
partners.edit                 partnership_id=hospital       yyn nnn nnn
partners.edit                 partnership_id=foreign_unit   ..n nnn nnn
partners.profile              partnership_id=hospital       nnn ynn nnn
partners.submit               partnership_id=hospital       nnn ynn nnn
partners.approve              partnership_id=hospital       yyn nnn nnn
partners.send_back            partnership_id=hospital       yyn nnn nnn
partners.recheck              partnership_id=hospital       yyn nnn nnn
partners.withdraw             partnership_id=hospital       yyn nnn nnn
partners.suspend              partnership_id=hospital       ynn nnn nnn
partners.reactivate           partnership_id=hospital       ynn nnn nnn

messages.index                                              yyy yyy yyy
messages.open_message         message_id=staffs_message     .y. ... ...
messages.mark_read            message_id=staffs_message     .y. ... ...
messages.mark_all_read                                      yyy yyy yyy

partners.new_agreement        partnership_id=hospital       yyn nnn nnn
partners.edit_agreement       agreement_id=agreement        yyn nnn nnn
partners.edit_agreement       agreement_id=foreign_agreement ..n nnn nnn
partners.agreement_scan       agreement_id=agreement        yy. yy. n.n
partners.agreement_scan       agreement_id=foreign_agreement ... ... n.n

offerings.index                                             yyy yyy nyn
offerings.export                                            yyn nnn nyn
offerings.show                offering_id=listed_offering   yyy yyy nyn
offerings.show                offering_id=draft_offering    ... yy. n.n
offerings.show                offering_id=foreign_offering  ... ... n.n
offerings.new                                               yyn yyy nnn
offerings.edit                offering_id=listed_offering   yyn yyn nnn
offerings.edit                offering_id=draft_offering    ..n yy. nnn
offerings.edit                offering_id=foreign_offering  ..n ... nnn
offerings.submit              offering_id=draft_offering    ..n yy. nnn
offerings.pause               offering_id=listed_offering   yyn yyn nnn
offerings.resume              offering_id=paused_offering   yyn yy. nnn
offerings.renew               offering_id=listed_offering   yyn yyn nnn
offerings.retire              offering_id=listed_offering   yyn yyn nnn
offerings.publish             offering_id=listed_offering   yyn nnn nnn
offerings.send_back           offering_id=listed_offering   yyn nnn nnn

needs.index                                                 yyy yyy nyn
needs.export                                                yyn nnn nyn
needs.show                    need_id=published_need        yyy yyy nyn
needs.show                    need_id=hospitals_need        yy. yy. n.n
needs.show                    need_id=grid_need             yyy ... n.n
needs.show                    need_id=foreign_need          ... ... n.n
needs.new                                                   yyy yyy nnn
review.index                                                yyn nnn nnn
review.start                                                yyn nnn nnn
review.need                   need_id=hospitals_need        yyn nnn nnn
review.need                   need_id=foreign_need          ..n nnn nnn
drafts.state                                                yyy yyy nnn
drafts.arrive                                               yyy yyy nnn
needs.similar                                               yyy yyy nnn
needs.edit                    need_id=published_need        yyn nnn nnn
needs.edit                    need_id=hospitals_need        yy. yy. nnn
needs.edit                    need_id=grid_need             yyy ... nnn
needs.step                    need_id=hospitals_need,action=withdraw yy. yy. nnn
needs.step                    need_id=published_need,action=start    yyn nnn nnn
needs.merge                   need_id=published_need        yyn nnn nnn
needs.put_on_list                                           yyn nnn nnn

needs_lists.index                                           yyy yyy nyn
needs_lists.publish                                         yyn nnn nnn
needs_lists.show              list_id=published_list        yyy yyy nyn
needs_lists.show              list_id=foreign_list          ... ... n.n
needs_lists.export            list_id=published_list        yyn nnn nyn
needs_lists.export            list_id=foreign_list          ..n nnn n.n

suggestions.for_need          need_id=published_need        yyn nnn nnn
suggestions.for_need          need_id=foreign_need          ..n nnn nnn
suggestions.for_offering      offering_id=listed_offering   yyn yyn nnn
suggestions.for_offering      offering_id=draft_offering    ..n yy. nnn
suggestions.for_offering      offering_id=foreign_offering  ..n ... nnn
suggestions.dismiss           need_id=published_need,offering_id=listed_offering yyn nnn nnn
suggestions.dismiss           need_id=foreign_need,offering_id=listed_offering   ..n nnn nnn
suggestions.take_back         need_id=need_with_dismissal,offering_id=dismissed_offering yyn nnn nnn
plans.index                                                 yyn nnn nnn
plans.show                    quarter=2026Q4                yyn nnn nnn
plans.propose                 quarter=2026Q4                yyn nnn nnn
plans.ask_all                 quarter=2026Q4                yyn nnn nnn
plans.wanted                  quarter=2026Q4                yyn nnn nnn
plans.line                    line_id=plan_line             yyn nnn nnn
plans.line                    line_id=foreign_plan_line     ..n nnn nnn
plans.ask                     line_id=plan_line             yyn nnn nnn
plans.ask                     line_id=foreign_plan_line     ..n nnn nnn

matches.index                                               yyn yyy nyn
matches.export                                              yyn nnn nyn
matches.the_hall                                            yyn yyy nyn
matches.show                  match_id=hospitals_claim      yyn yyy nyn
matches.show                  match_id=foreign_claim        ..n ... n.n
matches.step                  match_id=hospitals_claim,action=agree     yyn nnn nnn
matches.step                  match_id=hospitals_claim,action=release   yyn yyn nnn
matches.step                  match_id=hospitals_claim,action=confirm   yyn yyy nnn
matches.claim                 need_id=published_need        yyn yyy nnn
matches.claim                 need_id=foreign_need          ..n ... nnn
matches.dispatch              need_id=published_need        yyn nnn nnn
matches.invite                need_id=published_need        yyn nnn nnn
matches.decline_invitation    invitation_id=asked           yyn yy. nnn
matches.join                  match_id=hospitals_claim      nnn yyy nnn
matches.join                  match_id=foreign_claim        ..n ... nnn
matches.leave                 match_id=hospitals_claim,partner_id=supporter    yyn yyy nnn
matches.welcome               match_id=hospitals_claim,partner_id=supporter    yyn nnn nnn
matches.lead                  match_id=hospitals_claim,partner_id=supporter    yyn yyn nnn
matches.quantity              match_id=hospitals_claim,partner_id=leader       yyn yyn nnn

reports.lists                                               yyn nnn nyn
reports.charts                                              yyn nnn nyn
reports.unused                                              yyn nnn nyn
reports.silent                                              yyn nnn nyn
posters.show                                                yyn nnn nnn
posters.code                                                yyn nnn nnn

meetings.index                                              yyy yyy yyn
meetings.export                                             yyn nnn nyn
meetings.show                 meeting_id=meeting            yyy yyy yyn
meetings.show                 meeting_id=planned_meeting    yy. ... ..n
meetings.show                 meeting_id=foreign_meeting    ... ... ..n
meetings.answer               meeting_id=meeting,seat_id=hospitals_seat nnn yy. nnn
meetings.answer               meeting_id=meeting,seat_id=schools_seat   nnn ..y nnn
meetings.new                                                yyn nnn nnn
meetings.edit                 meeting_id=meeting            yyn nnn nnn
meetings.step                 meeting_id=meeting,to=in_session yyn nnn nnn
meetings.agenda               meeting_id=meeting            yyn nnn nnn
meetings.add_item             meeting_id=meeting            yyn nnn nnn
meetings.edit_item            item_id=item                  yyn nnn nnn
meetings.move_item            item_id=item,direction=down   yyn nnn nnn
meetings.remove_item          item_id=other_item            yyn nnn nnn
meetings.attendance           meeting_id=meeting            yyn nnn nnn
meetings.save_attendance      meeting_id=meeting            yyn nnn nnn
meetings.mark_absent          meeting_id=meeting            yyn nnn nnn
meetings.take_sign_in_list    meeting_id=meeting            yyn nnn nnn
meetings.add_guest            meeting_id=meeting            yyn nnn nnn
meetings.edit_guest           meeting_id=meeting,guest_id=guest yyn nnn nnn
meetings.remove_guest         meeting_id=meeting,guest_id=guest yyn nnn nnn
meetings.record               meeting_id=meeting            yyn nnn nnn
meetings.record               meeting_id=foreign_meeting    ..n nnn nnn
meetings.item                 item_id=item                  yyn nnn nnn
meetings.decide_item          item_id=item                  yyn nnn nnn
meetings.table_matches        item_id=item                  yyn nnn nnn
meetings.confirm_matches      item_id=item                  yyn nnn nnn
meetings.settle_match         item_id=item,line_id=match,action=defer   yyn nnn nnn
meetings.add_line             item_id=item,kind=decision    yyn nnn nnn
meetings.edit_line            item_id=item,kind=decision,line_id=decision_line yyn nnn nnn
meetings.remove_line          item_id=item,kind=decision,line_id=decision_line yyn nnn nnn

actions.index                                               yyn yyy nyn
actions.export                                              yyn nnn nyn
actions.show                  action_id=hospitals_action    yyn yyy nyn
actions.show                  action_id=foreign_action      ..n ... n.n
actions.step                  action_id=hospitals_action,action=acknowledge yyn yyn nnn
actions.report                action_id=hospitals_action    yyn yyn nnn
actions.note                  action_id=hospitals_action    yyn yyn nnn
actions.remind                action_id=hospitals_action    yyn nnn nnn
actions.deadline              action_id=hospitals_action    ynn nnn nnn

minutes.index                                               yyy yyy yyn
minutes.show                  issued_id=issued              yyy yyy yyn
minutes.show                  issued_id=foreign_issued      ... ... ..n
minutes.download              issued_id=issued              yyy yyy yyn
minutes.download              issued_id=foreign_issued      ... ... ..n
minutes.edit                  meeting_id=held_meeting       yyn nnn nnn
minutes.edit                  meeting_id=foreign_held_meeting ..n nnn nnn
minutes.generate              meeting_id=held_meeting       yyn nnn nnn
minutes.preview               meeting_id=held_meeting       yyn nnn nnn
minutes.sign                  meeting_id=held_meeting       ynn nnn nnn
minutes.correct               issued_id=issued              ynn nnn nnn

imports.index                                               yyn nnn nnn
imports.blank                 kind=units                    yyn nnn nnn
imports.show                  import_id=book                yyn nnn nnn
imports.show                  import_id=foreign_book        ..n nnn nnn
imports.layout                import_id=book                yyn nnn nnn
imports.columns               import_id=book                yyn nnn nnn
imports.place                 import_id=book                yyn nnn nnn
imports.next_sheet            import_id=book                yyn nnn nnn
imports.answer                import_id=book                yyn nnn nnn
imports.cancel                import_id=book                yyn nnn nnn
imports.download              import_id=book                yyn nnn nnn
"""

# Belong to no community: every signed-in person is let in, also one without any role.
SIGNED_IN = """
accounts.profile
accounts.change_password
accounts.sign_out_everywhere
accounts.kept
accounts.discard              number=1
accounts.accept_invitation    secret=secret-of-an-invitation
"""

# Everybody is let in, signed in or not.
PUBLIC = """
accounts.home
accounts.sign_in
accounts.sign_out
accounts.ask_for_link
accounts.set_password         secret=secret-of-a-password-link
accounts.invitation           secret=secret-of-an-invitation
partners.join
partners.application          secret=secret-of-an-application
worker
language                      code=en
public.community
public.offerings
public.needs
public.new_need
public.sent
public.forget
public.look_up
public.standing
text_size                     size=large
"""
