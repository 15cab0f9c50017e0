"""Words that stand where by-lines stand and name nobody: of menus, roles, topics and headings."""

NOT_NAMES = frozenset(
    {
        "admin", "administrator", "root", "user", "guest", "author", "authors", "editor", "staff", "staff writer",
        "staff reporter", "staff writers", "staff report", "contributor", "contributors", "unknown", "null", "none",
        "n/a", "na", "undefined", "anonymous", "nobody", "by", "redaktion", "webmaster", "about the author", "share",
        "published", "updated", "newsroom", "false", "true", "default", "image", "posts", "editorial staff",
        "wordpress", "about us", "follow", "facebook", "twitter", "email", "comments", "comment", "read more", "more",
        "author name", "super user", "superuser", "sponsored", "https", "http",
        "匿名", "佚名", "未知", "无", "管理员", "小编", "本站", "网络", "不详", "编辑", "记者", "作者",
    }
)  # fmt: skip
# Words of a page's furniture, and of roles: a name that only the page's marks vouch for holds none of them.
PAGE_WORDS = frozenset(
    {
        "about", "view", "views", "follow", "following", "read", "reading", "more", "share", "subscribe", "sign",
        "signup", "login", "log", "full", "bio", "biography", "archive", "rss", "feed", "get", "contact", "comment",
        "comments", "ago", "min", "mins", "minute", "minutes", "written", "senior", "junior", "contributor",
        "contributors", "expert", "founder", "officer", "manager", "director", "specialist", "analyst", "reviewed",
        "review", "fact", "checked", "updated", "published", "posted", "social", "youtube", "twitter", "facebook",
        "linkedin", "instagram", "bluesky", "mastodon", "github", "tiktok", "menu", "search", "home", "news", "guides",
        "guide", "video", "videos", "library", "writer", "writers", "reporter", "journalist", "correspondent",
        "columnist", "editor", "editor-in-chief", "copywriter", "marketing", "strategy", "blog", "article", "articles",
        "story", "stories", "latest", "all", "see", "your", "our", "email", "newsletter", "opens", "window",
        "syndicate", "essay", "author", "authors", "profile", "website", "credit", "photo", "image", "images", "getty",
        "submitting", "using", "signing", "contributions", "topics", "learn", "download", "free", "please", "click",
        "here", "next", "previous", "category", "categories", "tags", "tag", "on", "and", "at", "is", "privacy",
        "content", "find", "jobs", "policy", "policies", "terms", "cookie", "cookies", "what", "how", "why", "edited",
        "by", "with", "from", "up", "this", "research", "development", "partners", "create", "account", "career",
        "continuing", "education", "changelog", "recent", "posts", "tools",
    }
)  # fmt: skip
# Words of topics, sections and headings, which stand where bare names stand.
TOPIC_WORDS = PAGE_WORDS | frozenset(
    {
        "business", "technology", "tech", "health", "sports", "politics", "world", "culture", "science", "travel",
        "food", "style", "real", "estate", "small", "digital", "product", "products", "customer", "case", "studies",
        "study", "management", "project", "data", "design", "finance", "personal", "best", "top", "table", "contents",
        "key", "takeaways", "quick", "links", "summary", "introduction", "overview", "demo", "services", "solutions",
        "resources", "company", "industry", "insights", "community", "events", "careers", "support", "pricing",
        "security", "settings", "united", "states", "new", "york", "san", "los", "north", "south", "east", "west",
        "city", "county", "university", "college", "school", "hospital", "center", "centre", "institute",
        "association",
        "group", "inc", "llc", "online", "magazine", "media", "press", "times", "daily", "weekly", "report", "reports",
        "opinion", "analysis", "interview", "podcast", "breaking", "living", "life", "lifestyle", "gardening", "tips",
        "ideas", "money", "market", "markets", "energy", "climate", "environment", "entertainment", "music", "movies",
        "tv", "games", "gaming", "reviews", "deals", "shopping", "shop", "fashion", "beauty", "fitness", "nutrition",
        "wellness", "recipes", "parenting", "family", "law", "legal", "government", "public", "local", "national",
        "international", "software", "engineering", "cloud", "web", "app", "apps", "ai", "machine", "learning",
        "cyber",
        "e-commerce", "sales", "leadership", "human", "artificial", "intelligence", "general", "uncategorized", "the",
        "for", "of", "to", "in", "start", "show", "set", "trial", "program", "sidebar", "weblog", "join", "try",
        "book",
        "watch", "listen", "add", "save", "print", "copy", "open", "close", "skip", "jump", "toggle", "back", "go",
        "buy", "sell", "protect", "against", "ajansı", "agency", "agence", "agentur", "agencia", "agenzia", "januar",
        "january", "february", "march", "april", "june", "july", "august",
        "september", "october", "november", "december", "last", "first", "editorial", "team", "staff", "editors",
        "بتوقيت", "غرينتش", "جرينتش", "merkezi", "bureau", "desk", "journal", "zeitung", "ڈیسک", "डेस्क", "ডেস্ক", "டெஸ்க்",
        "thứ", "ngày", "chủ", "nhật", "redaksi", "redaksjonen", "redaktionen", "redakcja", "redakce", "redaktion",
        "redazione", "redacción",
        "rédaction", "redação", "agências", "agencias",
    }
)  # fmt: skip
