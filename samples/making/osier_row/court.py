"""The county court: the final injunction order with its schedule."""

from datetime import datetime

from making.osier_row.plain import printed_letter

ORDER = """
# In the County Court at Eelmarsh. Claim number M09EM417

Between Larkfield Housing Association (claimant) and Mr Kieran Voss (defendant)

# Injunction order under section 1 of the Anti-social Behaviour, Crime and Policing Act 2014

Before District Judge Penhallow, sitting on 30 January 2025. The claimant by its solicitor; the defendant in person.

Whereas an interim injunction was made on 3 December 2024 without notice to the defendant, and the court being satisfied
of the matters in the schedule, it is ordered that until 29 January 2026 the defendant must not:

1. use or threaten violence against Mrs Marguerite Tolland;

2. go to the door of, or call through the letterbox of, 6 Coracle House;

3. play music that can be heard in 6 Coracle House between 22:00 and 08:00.

A power of arrest is attached to paragraphs 1 and 2. A copy is to be delivered to Tidewater Constabulary.

# Schedule

(i) On 29 February 2024 the defendant threatened Mrs Tolland with a baseball bat.

(ii) On 15 August 2024 the defendant spat at Mrs Tolland at the entrance to Coracle House.

(iii) On 23 November 2024 the defendant stood at the door of 6 Coracle House with a knife in his hand.

(iv) On 15 December 2024 the defendant shouted through the letterbox of 6 Coracle House, in breach of the interim
injunction.

(v) From 31 December 2024 into 1 January 2025 the defendant held a party with loud music.
"""


def injunction() -> bytes:
    """The final injunction order, PDF."""
    return printed_letter(ORDER, datetime(2025, 1, 30, 15, 0), "M09EM417")
