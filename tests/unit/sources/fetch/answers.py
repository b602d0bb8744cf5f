"""What the services answer, in the smallest form that has their shape."""

import json

DOI = "10.1000/trial.1"


def citation(pmid, title="A trial of warm socks"):
    return (
        '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2026//EN" '
        '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_260101.dtd">\n<PubmedArticleSet><PubmedArticle><MedlineCitation>'
        f'<PMID Version="1">{pmid}</PMID><Article><ArticleTitle>{title}</ArticleTitle><Abstract><AbstractText>We '
        "randomly assigned 40 adults with cold feet to warm socks or to plain socks.</AbstractText></Abstract>"
        "</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"
    ).encode()


NO_CITATION = b'<?xml version="1.0" ?>\n<PubmedArticleSet></PubmedArticleSet>'


def paper(number, text="<body><p>Forty adults with cold feet wore the socks.</p></body>", kind="pmcid"):
    return (
        f'<article article-type="research-article" xmlns:xlink="http://www.w3.org/1999/xlink"><front><article-meta>'
        f'<article-id pub-id-type="{kind}">{number}</article-id><title-group><article-title>A trial of warm socks'
        f"</article-title></title-group></article-meta></front>{text}</article>"
    ).encode()


def papers(*found):
    return b"<pmc-articleset>" + b"".join(found) + b"</pmc-articleset>"


NO_PAPER = b'<pmc-articleset><error id="1">this one is not here</error></pmc-articleset>'


def registration(nct, **more):
    module = {"nctId": nct, "briefTitle": "A Trial of Warm Socks", **more}
    return json.dumps({"protocolSection": {"identificationModule": module}}).encode()


def registrations(numbers, total, token=None):
    studies = [json.loads(registration(number)) for number in numbers]
    found = {"studies": studies, "totalCount": total} | ({"nextPageToken": token} if token else {})
    return json.dumps(found).encode()


def metadata(doi=DOI):
    return json.dumps({"status": "ok", "message": {"DOI": doi, "title": ["A trial of warm socks"]}}).encode()


def found(pmids, total=None):
    listed = [str(pmid) for pmid in pmids]
    return json.dumps({"esearchresult": {"count": str(total or len(listed)), "idlist": listed}}).encode()
