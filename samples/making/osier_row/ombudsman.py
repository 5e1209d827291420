"""The Housing Ombudsman's report, which tells everything again."""

from datetime import datetime

from making.osier_row.plain import printed_letter

REPORT = """
# Housing Ombudsman Service. Investigation report, case 202412077

Larkfield Housing Association

30 September 2025

# The complaint

1. The complaint is about the landlord's handling of the resident's reports of anti-social behaviour by her
neighbour, and of her complaints.

# Background

2. The resident is an assured tenant of a flat on the second floor. She is over seventy and has angina. The
neighbour lived above her until 29 August 2025, when he gave up his flat.

# Summary of events

3. On 6 March 2023 the resident reported that loud music had come from the neighbour's flat on the night of Saturday 4
March 2023 until after 3am. On 15 March she reported that the neighbour had thrown water over her laundry the day
before.

4. On 20 March 2023 she reported verbal abuse on the stairs on 18 March and the same again the following morning,
near the bin store. The landlord visited her two days later and gave her diary sheets.

5. On 30 March 2023 she reported that rubbish had been left at her door. The next day she made a formal complaint. The
landlord acknowledged it on 11 April 2023.

6. The resident called the council and then the landlord about a party on the night of 7 to 8 April 2023. On 21 April
she told the landlord that the neighbour had threatened her daughter's car the evening before.

7. On 28 April 2023 she emailed about music on three evenings of that week. The landlord's stage 1 response of 3
May 2023 did not uphold the complaint.

8. In the early hours of 12 May 2023 the resident's front door was kicked and the frame split, which the police
recorded as 5504417/23. At about 2.30am on the next night somebody hammered on the door. She asked for stage 2 on
15 May 2023.

9. On 23 May 2023 the landlord sent the neighbour a warning letter. A parcel was taken from the resident's door on 14
June 2023. The stage 2 response was sent on 30 June 2023 and offered £150.

10. On 5 July 2023 the resident told the landlord that the neighbour and his friends had shouted at her from the
balcony the evening before. On 24 July she reported a smell of cannabis on the Friday evening, and on 29 August
nine hours of amplified music on the bank holiday.

11. The landlord spoke to the neighbour on 7 September 2023.

12. On 31 October 2023 a firework was let off against the resident's door and the fire brigade attended. On 10 November
2023 the neighbour pushed her with his shoulder on the stairs; he was interviewed by the police a fortnight later,
without charge.

13. Over the night of Christmas Eve 2023 music was played until 4am. On 15 January 2024 the resident reported that
the word grass had been painted on her front door during the night.

14. On 9 and 12 February 2024 she reported that the neighbour had insulted her daughter in the lift lobby, on the
Thursday and again on the Friday.

15. On 29 February 2024 the neighbour threatened the resident with a baseball bat (crime 5601207/24) and was arrested
the next day. The landlord gave him a final warning on 5 March 2024 and he signed an acceptable behaviour contract on 20
March.

16. The resident reported music on the Saturday of the Easter weekend and, on 7 May 2024, water that came through her
ceiling on the Sunday from the neighbour's bath. On 13 June she reported two bottles dropped from his balcony, the first
on 11 June and the second a day later.

17. The landlord served a notice seeking possession on 22 July 2024, on grounds 11 and 14. On 15 August 2024 the
neighbour spat at the resident.

18. On 9 September 2024 the resident made a second complaint. The landlord acknowledged it on 19 September and its
stage 1 response followed on 24 October 2024. On 25 September she reported that the neighbour had kicked her
shopping trolley down the steps that afternoon. On 27 September there was music again, and on 12 October she was
followed home.

19. The resident asked for stage 2 on 11 November 2024, which the landlord acknowledged on 15 November. On 23 November
2024 the neighbour came to her door with a knife. Three days later the landlord instructed solicitors and an interim
injunction was granted on 3 December 2024.

20. On 2 December 2024 the resident told the landlord that on Halloween the neighbour had beaten on her door with a
metal bar. On 15 December 2024 he shouted through her letterbox in breach of the order and was taken into custody.

21. There was a party on New Year's Eve. The stage 2 response of 20 January 2025 upheld the complaint and offered £300.
A final injunction was made on 30 January 2025.

22. The resident reported four more incidents between 3 and 14 February 2025. On 17 March 2025 the neighbour blocked in
the resident and her daughter in a parked car.

23. On 26 March 2025 the resident asked the council for a case review. The panel met on 21 May 2025. On 9 July the
resident reported glue in her lock.

# Assessment

24. The landlord opened a case on the day of her first report. That was right. It did nothing for eleven weeks after
that but visit once.

25. The stage 1 response did not say what would be done with the diary sheets. The threat to the daughter's
car called for a risk assessment and there was none.

26. The damage to her front door was repaired the same day. The landlord ought to have seen that the hammering of the
following night was part of the same course of conduct.

27. The warning letter was reasonable, but late.

28. The stage 2 response to the first complaint was sent 41 working days after the request of 15 May 2023. The code
in force allowed 20.

29. The firework was a serious matter. The landlord did not speak to the neighbour about it at all. The assault on the
stairs came ten days later and still nothing was done.

30. The incident with the bat did lead to the final warning and the contract. Nobody checked whether he kept to
it: the two bottles in June were within its six months.

31. The second complaint waited 38 working days for its stage 1 response, from 9 September to 24 October 2024.

32. The stage 2 response to the second complaint came 48 working days after the request, counting both the day of
the request and that of the response.

33. Only the incident with the knife made the landlord go to court, four months after the notice. There was severe
maladministration in its handling of the reports and maladministration in its handling of the complaints.

# Orders

34. Within four weeks of the date of this report the landlord must apologise to the resident in writing.

35. Within four weeks it must pay her £850: £400 for the failures in its response to the reports, £250 for its
handling of her complaints and £150 for time and trouble.

36. Within eight weeks it must review its handling of high risk cases and send the review to us.
"""


def report() -> bytes:
    """The report, PDF."""
    return printed_letter(REPORT, datetime(2025, 9, 30, 9, 0), "202412077")
