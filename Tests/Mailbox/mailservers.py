"""Dovecot and Postfix with a configuration of their own, in a folder, on free ports of this machine."""

import grp
import os
import pwd
import smtplib
import socket
import subprocess
import time
from pathlib import Path

USER, PASSWORD, DOMAIN = "shop", "s3cret-Pass", "shop.example"
WAIT_SECONDS = 30

DOVECOT = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = yes
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%n
mail_max_userip_connections = 50
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
auth_username_format = %Ln
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%n
}}
service imap-login {{
  {chroot}
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service anvil {{
  {chroot}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
"""

POSTFIX_MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/spool
data_directory = {folder}/data
maillog_file = {folder}/postfix.log
maillog_file_prefixes = {folder}
inet_interfaces = loopback-only
inet_protocols = ipv4
myhostname = mail.{domain}
mydestination =
virtual_mailbox_domains = {domain}
virtual_mailbox_maps = static:all
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
lmtp_destination_concurrency_limit = 1
smtpd_recipient_restrictions = permit_mynetworks, reject
message_size_limit = 60000000
mailbox_size_limit = 0
virtual_mailbox_limit = 0
"""

POSTFIX_MASTER = """
127.0.0.1:{smtp} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
retry unix - - n - - error
proxymap unix - - n - - proxymap
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


def free_port():
    """A port that nothing listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port, log):
    """Waits until something listens; SystemExit with the end of its log when nothing does."""
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    text = Path(log).read_text(errors="replace")[-2000:] if Path(log).exists() else "no log"
    raise SystemExit(f"nothing listens on port {port}:\n{text}")


class Dovecot:
    """A mail store with one user; its log, its certificate and its mails lie in the folder."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir()
        self.folder.chmod(0o755)
        self.imap, self.imaps, self.lmtp = free_port(), free_port(), free_port()
        self.certificate = self.folder / "cert.pem"
        self.process = None
        for name in ("run", "state", "mail"):
            (self.folder / name).mkdir()
        self.make_certificate()
        is_root = os.geteuid() == 0
        mine = pwd.getpwuid(os.geteuid())
        owner = pwd.getpwnam("nobody") if is_root else mine
        if is_root:
            os.chown(self.folder / "mail", owner.pw_uid, owner.pw_gid)
        (self.folder / "dovecot.conf").write_text(
            DOVECOT.format(
                folder=self.folder,
                password=PASSWORD,
                internal="dovecot" if is_root else mine.pw_name,
                internal_group="dovecot" if is_root else grp.getgrgid(mine.pw_gid).gr_name,
                login="dovenull" if is_root else mine.pw_name,
                chroot="" if is_root else "chroot =",
                uid=owner.pw_uid,
                gid=owner.pw_gid,
                imap=self.imap,
                imaps=self.imaps,
                lmtp=self.lmtp,
            )
        )

    def make_certificate(self):
        """Signed by itself, for localhost."""
        command = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost"
        subprocess.run(
            ["openssl", *command.split(), "-addext", "subjectAltName=DNS:localhost"]
            + ["-keyout", str(self.folder / "key.pem"), "-out", str(self.certificate)],
            check=True,
            capture_output=True,
        )

    def start(self):
        """Starts it and waits until it listens."""
        self.process = subprocess.Popen(["/usr/sbin/dovecot", "-F", "-c", str(self.folder / "dovecot.conf")])
        for port in (self.imaps, self.lmtp):
            wait_for_port(port, self.folder / "dovecot.log")
        return self

    def stop(self):
        """Ends it with its children."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait()

    @property
    def store(self):
        """The user's Maildir."""
        return self.folder / "mail" / USER

    def renumber(self):
        """Loses the list of UIDs, as after a move to another server: every mail gets a new number and UIDVALIDITY changes."""
        # The new UIDVALIDITY is the time in seconds; it must not be that of the list that is lost.
        time.sleep(1.1)
        for file in self.store.glob("dovecot*"):
            file.unlink()

    def mails(self):
        """The files of all mails."""
        return [file for part in ("new", "cur") for file in (self.store / part).glob("*")]


class Postfix:
    """Takes mails over SMTP and gives them to a store over LMTP. Needs root."""

    def __init__(self, folder, lmtp):
        self.folder = Path(folder)
        self.folder.mkdir()
        self.folder.chmod(0o755)
        self.port = free_port()
        for name in ("spool", "data", "etc"):
            (self.folder / name).mkdir()
        owner = pwd.getpwnam("postfix")
        os.chown(self.folder / "data", owner.pw_uid, owner.pw_gid)
        (self.folder / "etc/main.cf").write_text(POSTFIX_MAIN.format(folder=self.folder, domain=DOMAIN, lmtp=lmtp))
        (self.folder / "etc/master.cf").write_text(POSTFIX_MASTER.format(smtp=self.port))

    @staticmethod
    def is_possible():
        """Whether it is installed and may be started."""
        return os.geteuid() == 0 and os.access("/usr/sbin/postfix", os.X_OK)

    def command(self, word):
        """Runs `postfix` on this configuration."""
        return subprocess.run(
            ["/usr/sbin/postfix", "-c", str(self.folder / "etc"), word], capture_output=True, text=True, check=False
        )

    def start(self):
        """Starts it and waits until it listens."""
        done = self.command("start")
        if done.returncode != 0:
            raise SystemExit(f"Postfix does not start:\n{done.stdout}{done.stderr}")
        wait_for_port(self.port, self.folder / "postfix.log")
        return self

    def stop(self):
        """Ends it with its children."""
        self.command("stop")


class Sender:
    """Gives mails to Postfix where there is one, else to the store itself."""

    def __init__(self, dovecot, postfix):
        self.dovecot, self.postfix = dovecot, postfix

    def send(self, mails):
        """Sends mails and waits until they lie in the store; each is (address of the sender, bytes)."""
        wanted = len(self.dovecot.mails()) + len(mails)
        if self.postfix:
            connection = smtplib.SMTP("127.0.0.1", self.postfix.port)
        else:
            connection = smtplib.LMTP("127.0.0.1", self.dovecot.lmtp)
        with connection:
            for sender, mail in mails:
                connection.sendmail(sender, [f"{USER}@{DOMAIN}"], mail)
        deadline = time.monotonic() + 120
        while len(self.dovecot.mails()) < wanted:
            if time.monotonic() > deadline:
                raise SystemExit(f"{wanted - len(self.dovecot.mails())} mails did not reach the store")
            time.sleep(0.05)
