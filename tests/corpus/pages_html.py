"""Web pages of the corpus: a saved log, a mail saved by Outlook, hidden parts, lists with their numbers."""

LOG = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Case LC/24/0117</title>
<style>td{color:red}</style><script>document.write("never text")</script></head><body>
<table><tr><td><img src="http://tracker.invalid/x.gif" alt=""></td><td>Larch Homes casework</td></tr></table>
<h1>Case notes LC/24/0117</h1><div style="display:none">Session <div>token</div> 99</div><p hidden>Draft
<table class="notes"><thead><tr><th>Date</th><th>Officer</th><th>Note</th></tr></thead><tbody>
<tr><td rowspan="2">3 May 2024</td><td>KL</td><td>Complaint of noise &amp; shouting at caf&eacute;
<br>Card left</td></tr>
<tr><td>MN</td><td>Police told, log 212</td></tr>
<tr><td>11 May 2024</td><td colspan="2">No officer on duty</td></tr></tbody></table>
<h2>Next steps</h2><ol start="3"><li>Visit on 17 June 2024
<ol type="a"><li>with the warden</li><li>before noon</li></ol></li>
<li>Letter by 20 June 2024</li></ol><p><input type="checkbox" checked>Urgent <input type="checkbox">Closed
<p><del>Meeting on 1 June 2024.</del> Meeting on 2 June 2024.</body></html>"""

OUTLOOK = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta http-equiv=Content-Type content="text/html; charset=windows-1252"></head><body lang=EN-GB>
<div><p class=MsoNormal><b>From:</b> C. Person &lt;c.person@example.invalid&gt;<br><b>Sent:</b> 4 May 2024 09:12<br>
<b>To:</b> Larch Homes &lt;help@example.invalid&gt;<br><b>Subject:</b> Noise last night<o:p></o:p></p>
<p class=MsoNormal>It began at 9.40pm on 3 May \u2013 the \u201cusual\u201d bass \u2013 and went on until 1am.
<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span>1.<span>&nbsp;&nbsp; </span></span>
<![endif]>I rang 101.<o:p></o:p></p></div></body></html>"""

LAYOUT = """<html><body><table width=100%><tr><td><table><tr><td>Menu</td></tr></table></td><td>
<table border=1><tr><td>Date</td><td>Time</td><td>Incident</td></tr>
<tr><td>3 May 2024</td><td>21:40</td><td>Loud music</td></tr><tr><td>11 May 2024</td><td>00:30</td><td>Banging</td></tr>
</table></td></tr></table><p>Printed 14 June 2024</body></html>"""

PAPERS = {
    "case_notes.html": lambda: LOG.encode(),
    "outlook_saved.htm": lambda: OUTLOOK.encode("cp1252"),
    "layout.html": lambda: LAYOUT.encode(),
}
