"""What everybody gets who asks for an address of Kalamata, filled with objects of Kalamata, at each host.

    .  a page, or a file      S  sent to sign in       >  sent elsewhere
    x  refused (403)          -  not there (404)       p  answers POST only

Columns: a visitor, the citizen whose things they are, another citizen; a clerk of the office in charge, one of another
office, a supervisor, an editor, an administrator; a clerk of Patras; an officer of the ministry.
"""

HOSTS = ("Kalamata", "Patras", "national")
ROLES = (
    "visitor",
    "owner",
    "other citizen",
    "clerk",
    "clerk of another office",
    "supervisor",
    "editor",
    "administrator",
    "clerk of Patras",
    "ministry officer",
)

_ROWS = """
#                            at Kalamata at Patras   at the national host
#                            vockbseapm  vockbseapm  vockbseapm
# Anybody
/healthz                     ..........  ..........  ..........
/metrics                     ..........  ..........  ..........
/readyz                      ..........  ..........  ..........
accessibility                ..........  ..........  ..........
contact                      ..........  ..........  ..........
follow_case                  ..........  ..........  ----------
home                         ..........  ..........  ..........
municipalities               ----------  ----------  ..........
privacy                      ..........  ..........  ..........
services:directory           ..........  ..........  ----------
services:sheet               ..........  ..........  ----------
terms                        ..........  ..........  ..........
verification                 ..........  ----------  ..........
verify                       ..........  ..........  ..........
# Citizens
apply:check                  S>-xxxxxxx  S--xxxxxxx  ----------
apply:discard                pppppppppp  pppppppppp  ----------
apply:done                   S.-xxxxxxx  S--xxxxxxx  ----------
apply:start                  S..xxxxxxx  S..xxxxxxx  ----------
apply:step                   S.-xxxxxxx  S--xxxxxxx  ----------
cases:case                   S.-xxxxxxx  S--xxxxxxx  ----------
cases:correction             S.-xxxxxxx  S--xxxxxxx  ----------
cases:document               S.-xxxxxxx  S--xxxxxxx  ----------
cases:file                   S.-xxxxxxx  S--xxxxxxx  ----------
cases:message                S.-xxxxxxx  S--xxxxxxx  ----------
cases:mine                   S..xxxxxxx  S..xxxxxxx  ----------
cases:receipt                S.-xxxxxxx  S--xxxxxxx  ----------
cases:who_looked             S..xxxxxxx  S..xxxxxxx  ----------
cases:withdraw               S.-xxxxxxx  S--xxxxxxx  ----------
# The desk
desk:act                     Sxx.-.xxxx  Sxxxxxxx-x  ----------
desk:approve                 Sxx.-.xxxx  Sxxxxxxx-x  ----------
desk:case                    Sxx.-.xxxx  Sxxxxxxx-x  ----------
desk:complete                Sxx.-.xxxx  Sxxxxxxx-x  ----------
desk:correction              Sxx.-.xxxx  Sxxxxxxx-x  ----------
desk:document                Sxx.-.xxxx  Sxxxxxxx-x  ----------
desk:file                    Sxx.-.xxxx  Sxxxxxxx-x  ----------
desk:find                    Sxx>>>xxxx  Sxxxxxxx>x  ----------
desk:inbox                   Sxx.....xx  Sxxxxxxx.x  ----------
desk:message                 Sxx.-.xxxx  Sxxxxxxx-x  ----------
desk:open_document           Sxx.-.xxxx  Sxxxxxxx-x  ----------
desk:open_file               Sxx.-.xxxx  Sxxxxxxx-x  ----------
desk:preview                 Sxx>->xxxx  Sxxxxxxx-x  ----------
desk:register_columns        Sxxxx.x.xx  Sxxxxxxx-x  ----------
desk:register_import         Sxxxx>x>xx  Sxxxxxxx-x  ----------
desk:register_problems       Sxxxx-x-xx  Sxxxxxxx-x  ----------
desk:register_run            pppppppppp  pppppppppp  ----------
desk:register_upload         Sxxxx.x.xx  Sxxxxxxx.x  ----------
desk:registers               Sxxxx.x.xx  Sxxxxxxx.x  ----------
desk:reject                  Sxx.-.xxxx  Sxxxxxxx-x  ----------
desk:reopen                  Sxx.-.xxxx  Sxxxxxxx-x  ----------
desk:replace                 Sxxxx.xxxx  Sxxxxxxx-x  ----------
desk:revoke                  Sxxxx.xxxx  Sxxxxxxx-x  ----------
desk:staff                   Sxxxxxx.xx  Sxxxxxxxxx  ----------
desk:staff_add               Sxxxxxx.xx  Sxxxxxxxxx  ----------
desk:staff_password          Sxxxxxx.xx  Sxxxxxxxxx  ----------
desk:staff_person            Sxxxxxx.xx  Sxxxxxxxxx  ----------
desk:take                    Sxx.-.xxxx  Sxxxxxxx-x  ----------
desk:withdraw                Sxx.-.xxxx  Sxxxxxxx-x  ----------
# Signing in
account                      S.........  S.........  S.........
account_login                .>>>>>>>>>  .>>>>>>>>>  .>>>>>>>>>
account_logout               ..........  ..........  ..........
account_reauthenticate       Sxxxxxxxxx  Sxxxxxxxxx  Sxxxxxxxxx
citizen_sign_in              .>>>>>>>>>  .>>>>>>>>>  .>>>>>>>>>
mfa_activate_totp            Sxx.......  Sxx.......  Sxx.......
mfa_add_webauthn             Sxx.......  Sxx.......  Sxx.......
mfa_authenticate             S>>>>>>>>>  S>>>>>>>>>  S>>>>>>>>>
mfa_deactivate_totp          Sxx-------  Sxx-------  Sxx-------
mfa_download_recovery_codes  Sxx-------  Sxx-------  Sxx-------
mfa_edit_webauthn            Sxx-------  Sxx-------  Sxx-------
mfa_generate_recovery_codes  Sxx.......  Sxx.......  Sxx.......
mfa_index                    Sxx.......  Sxx.......  Sxx.......
mfa_list_webauthn            Sxx.......  Sxx.......  Sxx.......
mfa_login_webauthn           S>>>>>>>>>  S>>>>>>>>>  S>>>>>>>>>
mfa_reauthenticate           Sxxxxxxxxx  Sxxxxxxxxx  Sxxxxxxxxx
mfa_reauthenticate_webauthn  Sxxxxxxxxx  Sxxxxxxxxx  Sxxxxxxxxx
mfa_remove_webauthn          Sxx-------  Sxx-------  Sxx-------
mfa_view_recovery_codes      Sxx-------  Sxx-------  Sxx-------
taxisnet_callback            .>>>>>>>>>  .>>>>>>>>>  .>>>>>>>>>
taxisnet_login               pppppppppp  pppppppppp  pppppppppp
"""

TABLE = {
    name: dict(zip(HOSTS, letters, strict=True))
    for name, *letters in (line.split() for line in _ROWS.splitlines() if line and not line.startswith("#"))
}
